using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Search;

/// <summary>How knobs are written: their attributes, and the literals of their values.</summary>
internal static class KnobSyntax
{
    /// <summary>The arguments of an attribute, however it is written: Knob, KnobAttribute, AutoResearch.Knob; null where there is
    /// none.</summary>
    public static AttributeArgumentListSyntax? Arguments(FieldDeclarationSyntax field, string attribute) =>
        field.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(candidate => IsCalled(candidate, attribute))?.ArgumentList;

    /// <summary>The arguments that have names.</summary>
    public static Dictionary<string, ExpressionSyntax> Named(AttributeArgumentListSyntax arguments) =>
        arguments
            .Arguments.Where(argument => argument.NameEquals is not null)
            .GroupBy(argument => argument.NameEquals!.Name.ToString())
            .ToDictionary(group => group.Key, group => group.First().Expression);

    /// <summary>The constant that makes a knob count: nameof(HasDropout) or "HasDropout".</summary>
    public static string? When(Dictionary<string, ExpressionSyntax> named) =>
        named.GetValueOrDefault(nameof(KnobAttribute.When)) switch
        {
            LiteralExpressionSyntax { Token.Value: string name } => name,
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } name => name
                .ArgumentList.Arguments[0]
                .GetLastToken()
                .ValueText,
            _ => null,
        };

    /// <summary>The value of an alternative: a member of an enum goes by its own name, however it is qualified.</summary>
    public static KnobValue? Value(ExpressionSyntax expression) =>
        expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => KnobValue.Of(text),
            LiteralExpressionSyntax { Token.Value: bool truth } => KnobValue.Of(truth ? "true" : "false"),
            MemberAccessExpressionSyntax or IdentifierNameSyntax => KnobValue.Of(expression.GetLastToken().ValueText),
            _ when Number(expression) is { } number => number,
            _ => null,
        };

    /// <summary>An alternative as the constant's type needs it: an attribute takes 0.5 where a float needs 0.5f.</summary>
    public static string Written(string type, ExpressionSyntax expression) =>
        Number(expression) is not null && OfType(type) is { Length: > 0 } suffix
            ? expression.ToString().TrimEnd('f', 'F', 'd', 'D', 'm', 'M') + suffix
            : expression.ToString();

    private static string OfType(string type) =>
        type switch
        {
            "float" => "f",
            "decimal" => "m",
            _ => "",
        };

    private static bool IsCalled(AttributeSyntax attribute, string name) =>
        attribute.Name.GetLastToken().ValueText is var written && (written == name || written == name + "Attribute");

    /// <summary>The innermost type around a field that is a preset, and its class of devices.</summary>
    public static (TypeDeclarationSyntax Type, DeviceClass Device)? PresetOf(SyntaxNode field)
    {
        foreach (var type in field.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            var attribute = type
                .AttributeLists.SelectMany(list => list.Attributes)
                .FirstOrDefault(candidate => IsCalled(candidate, "Preset"));
            var argument = attribute?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.ToString();
            if (argument is not null && Enum.TryParse<DeviceClass>(argument[(argument.LastIndexOf('.') + 1)..], out var device))
                return (type, device);
        }

        return null;
    }

    /// <summary>What stands behind the digits: a float or decimal constant does not take a double literal; for other types it stays as
    /// written.</summary>
    public static string Suffix(string type, ExpressionSyntax initial)
    {
        var text = initial.ToString();
        var isHexadecimal =
            text.Contains('x', StringComparison.OrdinalIgnoreCase) || text.Contains("0b", StringComparison.OrdinalIgnoreCase);
        return OfType(type) is { Length: > 0 } suffix ? suffix
            : isHexadecimal ? ""
            : text[text.AsSpan().TrimEnd("fFdDmMlLuU").Length..];
    }

    /// <summary>A literal, possibly with a sign; an expression is not a knob's value.</summary>
    public static double? Number(ExpressionSyntax expression) =>
        expression switch
        {
            // A float as it is written: 0.1f is not 0.10000000149.
            LiteralExpressionSyntax { Token.Value: float value } => double.Parse(
                value.ToString("R", CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } literal => Convert.ToDouble(
                literal.Token.Value,
                CultureInfo.InvariantCulture
            ),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negative => -Number(negative.Operand),
            _ => null,
        };
}
