using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>The attributes of the runtime that declare knobs and what they need.</summary>
internal sealed class KnobTypes
{
    private readonly INamedTypeSymbol knob;
    private readonly INamedTypeSymbol choice;
    private readonly INamedTypeSymbol constraint;

    private KnobTypes(INamedTypeSymbol knob, INamedTypeSymbol choice, INamedTypeSymbol constraint) =>
        (this.knob, this.choice, this.constraint) = (knob, choice, constraint);

    /// <summary>Null where the program does not know the runtime.</summary>
    public static KnobTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("AutoResearch.KnobAttribute") is { } knob
        && compilation.GetTypeByMetadataName("AutoResearch.ChoiceAttribute") is { } choice
        && compilation.GetTypeByMetadataName("AutoResearch.ConstraintAttribute") is { } constraint
            ? new KnobTypes(knob, choice, constraint)
            : null;

    /// <summary>The range of a field; null where it has none.</summary>
    public AttributeData? Knob(IFieldSymbol field) => Attribute(field, knob);

    /// <summary>The alternatives of a field; null where it has none.</summary>
    public AttributeData? Choice(IFieldSymbol field) => Attribute(field, choice);

    /// <summary>What makes a field a constraint; null where nothing does.</summary>
    public AttributeData? Constraint(IFieldSymbol field) => Attribute(field, constraint);

    public bool IsKnob(IFieldSymbol field) => Knob(field) is not null || Choice(field) is not null;

    private static AttributeData? Attribute(IFieldSymbol field, INamedTypeSymbol type) =>
        field.GetAttributes().FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.AttributeClass, type));
}
