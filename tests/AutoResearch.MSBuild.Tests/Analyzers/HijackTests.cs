using Microsoft.CodeAnalysis;

namespace AutoResearch.Tests.Analyzers;

/// <summary>AR0003: declarations that Prepare.cs would find where it means something else.</summary>
public class HijackTests
{
    [Theory]
    [InlineData("public static class Ambush { public static double Average(this double[] values) => 0; }", "Average")]
    [InlineData(
        "public static class Ambush { public static double Sum(this IEnumerable<double> values, Func<double, double> value) => 0; }",
        "Sum"
    )]
    [InlineData("public static class Ambush { extension(double[] values) { public double Average() => 0; } }", "Average")]
    [InlineData(
        "public static class functional { public static Tensor cross_entropy(Tensor a, Tensor b, object? reduction = null) => a; }",
        "functional"
    )]
    [InlineData(
        "public static class Math { public static double Sqrt(double x) => 0; public static double Log(double x) => 0; public static "
            + "double Abs(double x) => 0; public static int Min(int a, int b) => a; }",
        "Math"
    )]
    [InlineData("public enum Reduction { None }", "Reduction")]
    [InlineData("public delegate void FormattableString();", "FormattableString")]
    [InlineData("namespace Console { public static class Error { public static void WriteLine(string text) { } } }", "Console")]
    [InlineData(
        "public static class Ambush { public static void Deconstruct(this Tensor tensor, out Tensor a, out Tensor b) { a = tensor; b = "
            + "tensor; } }",
        "Deconstruct"
    )]
    [InlineData(
        "public static class Ambush { public static IEnumerator<int> GetEnumerator(this TextRun run) { yield return 1; } }",
        "GetEnumerator"
    )]
    public async Task A_name_of_Prepare_is_reported(string beside, string name)
    {
        var train = Candidate.Train("", beside);
        var compilation = Candidate.Compile(train);

        var diagnostic = (await Candidate.Analyze(compilation)).First(one => one.Id == "AR0003");

        Assert.Contains($"Train.cs may not declare {name}: Prepare.cs uses that name", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Theory]
    [InlineData("public static class Tricks { public static Tensor Shifted(this Tensor tensor) => tensor; }")]
    [InlineData("public sealed class Outer { public sealed class Metric { } }")]
    [InlineData("namespace Models { public sealed class Mixer { public double Average(double[] values) => 0; } }")]
    public async Task Other_names_are_not_reported(string beside) => Assert.Empty(await Candidate.Check(Candidate.Train("", beside)));

    [Fact]
    public async Task The_type_that_Prepare_calls_in_its_overrides_is_not_reported() =>
        Assert.Empty(await Candidate.Check(Candidate.Train("")));
}
