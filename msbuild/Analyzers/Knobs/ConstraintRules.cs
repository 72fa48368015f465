using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>What is wrong with a <c>[Constraint]</c>: a constant bool that is to be true.</summary>
internal static class ConstraintRules
{
    /// <summary>Null where nothing is, or where the field is no constraint.</summary>
    public static string? Problem(IFieldSymbol field, KnobTypes types)
    {
        if (types.Constraint(field) is not { } declared)
            return null;
        if (field is not { IsConst: true, Type.SpecialType: SpecialType.System_Boolean })
            return KnobMessages.NoConstraint(field.Name);
        var reason = declared.ConstructorArguments.FirstOrDefault();
        return field is { HasConstantValue: true, ConstantValue: false }
            ? KnobMessages.Broken(field.Name, reason.IsNull ? null : reason.Value as string)
            : null;
    }
}
