using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>What is wrong with a <c>[Choice]</c>: a constant and its alternatives.</summary>
internal static class ChoiceRules
{
    /// <summary>Null where nothing is.</summary>
    public static string? Problem(string name, IFieldSymbol field, VariableDeclaratorSyntax variable, AttributeData declared)
    {
        if (variable.Initializer is null || !IsPlain(variable.Initializer.Value) || !field.IsConst || !field.HasConstantValue)
            return KnobMessages.NoAlternative(name);
        if (declared.ConstructorArguments.Length != 1 || declared.ConstructorArguments[0].Kind != TypedConstantKind.Array)
            return null;
        // A null array is no alternative either.
        var given = declared.ConstructorArguments[0];
        var values = (given.IsNull ? ImmutableArray<TypedConstant>.Empty : given.Values).Select(value => Text(value.Value)).ToList();
        if (values.Count < 2)
            return KnobMessages.TooFew(name, values.Count);
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return KnobMessages.SameAlternative(name, twice.Key);
        var now = Text(field.ConstantValue);
        return values.Contains(now) ? null : KnobMessages.NotAmong(name, now, values);
    }

    // What a search can write another alternative in the place of.
    private static bool IsPlain(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax
        || expression is PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } negative
            && negative.IsKind(SyntaxKind.UnaryMinusExpression);

    // 4 and 4.0 are the same alternative of a double.
    private static string Text(object? value) =>
        value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            char or string => value.ToString(),
            System.IConvertible number => number
                .ToDouble(System.Globalization.CultureInfo.InvariantCulture)
                .ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
