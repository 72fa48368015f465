using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>What is wrong with a <c>[Knob]</c>: a number and its range.</summary>
internal static class RangeRules
{
    // Of a step: multiples that rounding has moved are multiples still.
    private const double Tolerance = 1e-9;

    /// <summary>Null where nothing is.</summary>
    public static string? Problem(string name, VariableDeclaratorSyntax variable, AttributeData declared)
    {
        if (
            declared.ConstructorArguments.Length != 2
            || declared.ConstructorArguments[0].Value is not double minimum
            || declared.ConstructorArguments[1].Value is not double maximum
        )
            return null;
        if (variable.Initializer is null || Number(variable.Initializer.Value) is not { } value)
            return KnobMessages.NoNumber(name);
        if (double.IsNaN(minimum) || double.IsInfinity(minimum) || double.IsNaN(maximum) || double.IsInfinity(maximum))
            return KnobMessages.Endless(name);
        if (minimum >= maximum)
            return KnobMessages.UpsideDown(name, minimum, maximum);
        var isLog = declared.NamedArguments.Any(argument => argument.Key == "Scale" && argument.Value.Value is 1);
        if (isLog && minimum <= 0)
            return KnobMessages.NoLogarithm(name, minimum);
        var step = declared.NamedArguments.FirstOrDefault(argument => argument.Key == "Step").Value.Value as double? ?? 0;
        if (step < 0 || double.IsNaN(step))
            return KnobMessages.NoStep(name, step);
        if (step > 0 && Math.Ceiling((minimum / step) - Tolerance) > Math.Floor((maximum / step) + Tolerance))
            return KnobMessages.NothingBetween(name, minimum, maximum, step);
        return value < minimum || value > maximum ? KnobMessages.Outside(name, value, minimum, maximum) : null;
    }

    // The number as it is written: 0.1f is not 0.10000000149.
    private static double? Number(ExpressionSyntax expression) =>
        expression switch
        {
            LiteralExpressionSyntax { Token.Value: float value } => double.Parse(
                value.ToString("R", CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NumericLiteralExpression) => Convert.ToDouble(
                literal.Token.Value,
                CultureInfo.InvariantCulture
            ),
            PrefixUnaryExpressionSyntax negative when negative.IsKind(SyntaxKind.UnaryMinusExpression) => -Number(negative.Operand),
            _ => null,
        };
}
