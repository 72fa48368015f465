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
                .SelectMany(field => Ranges(field).Concat(Choices(field))),
        ];
    }

    /// <summary>The knobs that train on a class of devices: those of other classes' presets are left out. Null for all.</summary>
    public static IReadOnlyList<Knob> Read(string source, DeviceClass? device) =>
        [.. Read(source).Where(knob => device is null || knob.Preset is null || knob.Preset == device)];

    /// <summary>The knob name of a field: in a preset, it has its type's name before it.</summary>
    public static string NameOf(VariableDeclaratorSyntax variable) =>
        KnobSyntax.PresetOf(variable) is { } preset
            ? $"{preset.Type.Identifier.ValueText}.{variable.Identifier.ValueText}"
            : variable.Identifier.ValueText;

    /// <summary>The source with one knob at another value.</summary>
    public static string Turn(string source, Knob knob, double value) =>
        string.Concat(source.AsSpan(0, knob.Literal.Start), Literal(knob, value), source.AsSpan(knob.Literal.End));

    /// <summary>The value as it is written in the source.</summary>
    public static string Literal(Knob knob, double value)
    {
        if (knob.Alternatives is { } alternatives)
            return alternatives[(int)value].Text;
        var plain = value.ToString(knob.IsWhole ? "0" : "0.##########", CultureInfo.InvariantCulture);
        // A value that is too small for a plain number, such as 1e-12.
        var exact =
            knob.IsWhole || double.Parse(plain, CultureInfo.InvariantCulture) == value
                ? plain
                : value.ToString("R", CultureInfo.InvariantCulture);
        return exact + knob.Suffix;
    }

    private static IEnumerable<Knob> Ranges(FieldDeclarationSyntax field)
    {
        if (KnobSyntax.Arguments(field, "Knob") is not { } arguments)
            yield break;
        var bounds = arguments
            .Arguments.Where(argument => argument.NameEquals is null)
            .Select(argument => KnobSyntax.Number(argument.Expression))
            .ToList();
        var named = KnobSyntax.Named(arguments);
        if (bounds is not [{ } minimum, { } maximum])
            yield break;
        var scale =
            named.TryGetValue(nameof(KnobAttribute.Scale), out var expression)
            && expression.ToString().EndsWith(nameof(Scale.Log), StringComparison.Ordinal)
                ? Scale.Log
                : Scale.Linear;
        var step = named.TryGetValue(nameof(KnobAttribute.Step), out var stepExpression) ? KnobSyntax.Number(stepExpression) ?? 0 : 0;
        var type = field.Declaration.Type.ToString();
        var isWhole = type is "int" or "long" or "uint" or "ulong" or "short" or "ushort" or "byte" or "sbyte";
        var preset = KnobSyntax.PresetOf(field)?.Device;
        foreach (var variable in field.Declaration.Variables)
        {
            if (variable.Initializer?.Value is { } initial && KnobSyntax.Number(initial) is { } value)
                yield return new Knob(
                    NameOf(variable),
                    value,
                    minimum,
                    maximum,
                    scale,
                    step,
                    isWhole,
                    initial.Span,
                    KnobSyntax.Suffix(type, initial),
                    preset,
                    When: KnobSyntax.When(named)
                );
        }
    }

    private static IEnumerable<Knob> Choices(FieldDeclarationSyntax field)
    {
        if (KnobSyntax.Arguments(field, "Choice") is not { } arguments)
            yield break;
        var type = field.Declaration.Type.ToString();
        var alternatives = arguments
            .Arguments.Where(argument => argument.NameEquals is null)
            .Select(argument =>
                KnobSyntax.Value(argument.Expression) is { } value
                    ? new Alternative(value, KnobSyntax.Written(type, argument.Expression))
                    : null
            )
            .OfType<Alternative>()
            .DistinctBy(alternative => alternative.Value)
            .ToList();
        if (alternatives.Count < 2)
            yield break;
        foreach (var variable in field.Declaration.Variables)
        {
            if (variable.Initializer?.Value is not { } initial || KnobSyntax.Value(initial) is not { } now)
                continue;
            var index = alternatives.FindIndex(alternative => alternative.Value == now);
            if (index < 0)
                continue;
            yield return new Knob(
                NameOf(variable),
                index,
                0,
                alternatives.Count - 1,
                Scale.Linear,
                Step: 0,
                IsWhole: true,
                initial.Span,
                Preset: KnobSyntax.PresetOf(field)?.Device,
                Alternatives: alternatives,
                When: KnobSyntax.When(KnobSyntax.Named(arguments))
            );
        }
    }
}
