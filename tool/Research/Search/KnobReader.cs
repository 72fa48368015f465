using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Search;

/// <summary>Finds the knobs of a source text, and turns them by rewriting the one literal, so that the diff is the line a person would
/// write.</summary>
internal static class KnobReader
{
    public static IReadOnlyList<Knob> Read(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        // Fields are members of types, so method bodies, which are most of a file, are not searched.
        return
        [
            .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<FieldDeclarationSyntax>()
                .SelectMany(Knobs),
        ];
    }

    /// <summary>The knobs that train on a class of devices: those of other classes' presets are left out. Null for all.</summary>
    public static IReadOnlyList<Knob> Read(string source, DeviceClass? device) =>
        [.. Read(source).Where(knob => device is null || knob.Preset is null || knob.Preset == device)];

    /// <summary>The knob name of a field: in a preset, it has its type's name before it.</summary>
    public static string NameOf(VariableDeclaratorSyntax variable) =>
        PresetOf(variable) is { } preset
            ? $"{preset.Type.Identifier.ValueText}.{variable.Identifier.ValueText}"
            : variable.Identifier.ValueText;

    /// <summary>The source with one knob at another value.</summary>
    public static string Turn(string source, Knob knob, double value) =>
        string.Concat(source.AsSpan(0, knob.Literal.Start), Literal(knob, value), source.AsSpan(knob.Literal.End));

    /// <summary>The value as it is written in the source.</summary>
    public static string Literal(Knob knob, double value)
    {
        var plain = value.ToString(knob.IsWhole ? "0" : "0.##########", CultureInfo.InvariantCulture);
        // A value that is too small for a plain number, such as 1e-12.
        var exact =
            knob.IsWhole || double.Parse(plain, CultureInfo.InvariantCulture) == value
                ? plain
                : value.ToString("R", CultureInfo.InvariantCulture);
        return exact + knob.Suffix;
    }

    private static IEnumerable<Knob> Knobs(FieldDeclarationSyntax field)
    {
        var attribute = field.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(candidate => IsCalled(candidate, "Knob"));
        if (attribute?.ArgumentList is not { } arguments)
            yield break;
        var bounds = arguments
            .Arguments.Where(argument => argument.NameEquals is null)
            .Select(argument => Number(argument.Expression))
            .ToList();
        var named = arguments
            .Arguments.Where(argument => argument.NameEquals is not null)
            .ToDictionary(argument => argument.NameEquals!.Name.ToString(), argument => argument.Expression);
        if (bounds is not [{ } minimum, { } maximum])
            yield break;
        var scale =
            named.TryGetValue(nameof(KnobAttribute.Scale), out var expression)
            && expression.ToString().EndsWith(nameof(Scale.Log), StringComparison.Ordinal)
                ? Scale.Log
                : Scale.Linear;
        var step = named.TryGetValue(nameof(KnobAttribute.Step), out var stepExpression) ? Number(stepExpression) ?? 0 : 0;
        var type = field.Declaration.Type.ToString();
        var isWhole = type is "int" or "long" or "uint" or "ulong" or "short" or "ushort" or "byte" or "sbyte";
        var preset = PresetOf(field)?.Device;
        foreach (var variable in field.Declaration.Variables)
        {
            if (variable.Initializer?.Value is { } initial && Number(initial) is { } value)
                yield return new Knob(
                    NameOf(variable),
                    value,
                    minimum,
                    maximum,
                    scale,
                    step,
                    isWhole,
                    initial.Span,
                    Suffix(type, initial),
                    preset
                );
        }
    }

    // However it is written: Knob, KnobAttribute, AutoResearch.Knob.
    private static bool IsCalled(AttributeSyntax attribute, string name) =>
        attribute.Name.GetLastToken().ValueText is var written && (written == name || written == name + "Attribute");

    // The innermost type around a field that is a preset, and its class of devices.
    private static (TypeDeclarationSyntax Type, DeviceClass Device)? PresetOf(SyntaxNode field)
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

    // A float or decimal constant does not take a double literal; for other types the suffix stays as it is written.
    private static string Suffix(string type, ExpressionSyntax initial)
    {
        var text = initial.ToString();
        var isHexadecimal =
            text.Contains('x', StringComparison.OrdinalIgnoreCase) || text.Contains("0b", StringComparison.OrdinalIgnoreCase);
        return type switch
        {
            "float" => "f",
            "decimal" => "m",
            _ => isHexadecimal ? "" : text[text.AsSpan().TrimEnd("fFdDmMlLuU").Length..],
        };
    }

    // A literal, possibly with a sign; an expression is not a knob's value.
    private static double? Number(ExpressionSyntax expression) =>
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
