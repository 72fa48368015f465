using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>A constant with <c>[Knob]</c> or <c>[Choice]</c>, and what is wrong with it.</summary>
internal sealed class DeclaredKnob
{
    private DeclaredKnob(IFieldSymbol field, string? problem) => (Field, Problem) = (field, problem);

    public IFieldSymbol Field { get; }

    /// <summary>As the ledger calls it.</summary>
    public string Name => NameOf(Field);

    /// <summary>Where its name stands.</summary>
    public Location Place => Field.Locations[0];

    /// <summary>Why no search can turn it; null where one can.</summary>
    public string? Problem { get; }

    /// <summary>The knob that a constant is declared as; null where it is none.</summary>
    public static DeclaredKnob? Of(IFieldSymbol field, VariableDeclaratorSyntax variable, KnobTypes types)
    {
        var (range, choice) = (types.Knob(field), types.Choice(field));
        if ((range ?? choice) is not { } declared)
            return null;
        var name = NameOf(field);
        var problem =
            range is not null && choice is not null ? KnobMessages.Both(name)
            : range is not null ? RangeRules.Problem(name, variable, range)
            : ChoiceRules.Problem(name, field, variable, declared);
        return new DeclaredKnob(field, problem ?? ConditionRules.Problem(name, field, declared));
    }

    /// <summary>The name that the ledger knows it by: in a preset, its type's stands before it.</summary>
    public static string NameOf(IFieldSymbol field) => PresetOf(field.ContainingType) is { } preset ? $"{preset}.{field.Name}" : field.Name;

    // The innermost type around it that is a preset of a class of devices.
    private static string? PresetOf(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.GetAttributes().Any(one => one.AttributeClass?.ToDisplayString() == "AutoResearch.PresetAttribute"))
                return type.Name;
        }

        return null;
    }
}
