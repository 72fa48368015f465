using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>What is wrong with <c>When</c>: the constant under which a knob counts.</summary>
internal static class ConditionRules
{
    /// <summary>Null where nothing is.</summary>
    /// <param name="declared">The knob's attribute.</param>
    public static string? Problem(string name, IFieldSymbol field, AttributeData declared)
    {
        var condition = declared.NamedArguments.FirstOrDefault(argument => argument.Key == "When").Value;
        if (condition.Kind == TypedConstantKind.Error || condition.Value is not string when)
            return null;
        // A name means what it means where the knob stands.
        for (var type = field.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.GetMembers(when).OfType<IFieldSymbol>().FirstOrDefault() is { } found)
            {
                return found is { IsConst: true, Type.SpecialType: SpecialType.System_Boolean }
                    ? null
                    : KnobMessages.NoCondition(name, when);
            }
        }

        return KnobMessages.NoCondition(name, when);
    }
}
