using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>A constant with <c>[Knob]</c>, and what is wrong with it.</summary>
internal sealed class DeclaredKnob
{
    // Of a step: multiples that rounding has moved are multiples still.
    private const double Tolerance = 1e-9;

    private DeclaredKnob(IFieldSymbol field, string? problem) => (Field, Problem) = (field, problem);

    public IFieldSymbol Field { get; }

    /// <summary>As the ledger calls it.</summary>
    public string Name => NameOf(Field);

    /// <summary>Where its name stands.</summary>
    public Location Place => Field.Locations[0];

    /// <summary>Why no search can turn it; null where one can.</summary>
    public string? Problem { get; }

    /// <summary>The knob that a constant is declared as; null where it is none.</summary>
    /// <param name="knob">The type of <c>[Knob]</c>.</param>
    public static DeclaredKnob? Of(
        SemanticModel model,
        VariableDeclaratorSyntax variable,
        INamedTypeSymbol knob,
        CancellationToken cancellation
    )
    {
        // What does not compile is the compiler's affair.
        if (
            model.GetDeclaredSymbol(variable, cancellation) is not IFieldSymbol field
            || Attribute(field, knob) is not { ConstructorArguments: { Length: 2 } bounds } declared
            || bounds[0].Value is not double minimum
            || bounds[1].Value is not double maximum
        )
            return null;
        return new DeclaredKnob(field, Wrong(NameOf(field), variable, declared, minimum, maximum));
    }

    /// <summary>What declares a field as a knob; null where nothing does.</summary>
    public static AttributeData? Attribute(IFieldSymbol field, INamedTypeSymbol knob) =>
        field.GetAttributes().FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.AttributeClass, knob));

    /// <summary>The name that the ledger knows it by: in a preset, its type's stands before it.</summary>
    public static string NameOf(IFieldSymbol field) => PresetOf(field.ContainingType) is { } preset ? $"{preset}.{field.Name}" : field.Name;

    private static string? Wrong(string name, VariableDeclaratorSyntax variable, AttributeData declared, double minimum, double maximum)
    {
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
