using Microsoft.CodeAnalysis;

namespace AutoResearch.Tests.Analyzers;

/// <summary>AR0009: knobs that no search could turn.</summary>
public class KnobTests
{
    private static async Task<IReadOnlyList<string>> Reported(string members, string beside = "") =>
        [
            .. (await Candidate.Check(Candidate.Train(members, beside))).Select(diagnostic =>
            {
                Assert.Equal(("AR0009", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
                return diagnostic.GetMessage();
            }),
        ];

    [Theory]
    [InlineData("[Knob(1, 12)] const int Layers = 3;")]
    [InlineData("[Knob(64, 768, Step = 64)] const int Width = 64, Height = 768;")]
    [InlineData("[Knob(1e-3, 0.1, Scale = Scale.Log)] private const double Rate = 0.02;")]
    [InlineData("[Knob(-1, 1)] const double Offset = -0.5;")]
    [InlineData("[Knob(0.1, 1)] const float Rate = 0.1f;")]
    [InlineData("""[Choice("relu", "gelu")] const string Activation = "gelu";""")]
    [InlineData("[Choice(true, false)] const bool HasBias = true; [Knob(0, 1, When = nameof(HasBias))] const double Bias = 0.5;")]
    [InlineData("[Choice(1, 2.0)] const double Rate = 1;")]
    [InlineData("enum Method { Adam, Sgd } [Choice(Method.Adam, Method.Sgd)] const Method Chosen = Method.Sgd;")]
    [InlineData("[Knob(1, 9)] const int Width = 8, Heads = 2; [Constraint(\"\")] const bool Fits = Width % Heads == 0;")]
    [InlineData("const int Width = 100000; static readonly double Rate = 2 * 3;")]
    public async Task A_knob_that_can_be_turned_is_none_of_its_business(string members) => Assert.Empty(await Reported(members));

    [Theory]
    [InlineData("[Knob(1, 12)] const int Layers = 13;", "Layers is 13, outside its range from 1 to 12")]
    [InlineData("[Knob(1, 12)] const int Layers = 0;", "Layers is 0, outside its range from 1 to 12")]
    [InlineData("[Knob(0.1, 1)] const double Rate = -0.5;", "Rate is -0.5, outside its range from 0.1 to 1")]
    [InlineData("[Knob(12, 1)] const int Layers = 3;", "12 is not below 1")]
    [InlineData("[Knob(3, 3)] const int Layers = 3;", "3 is not below 3")]
    [InlineData("[Knob(0, double.PositiveInfinity)] const int Layers = 3;", "has no end")]
    [InlineData("[Knob(0, double.NaN)] const int Layers = 3;", "has no end")]
    [InlineData("[Knob(0, 1, Scale = Scale.Log)] const double Rate = 0.1;", "begins at 0")]
    [InlineData("[Knob(10, 20, Step = 64)] const int Width = 15;", "no multiple of 64 lies from 10 to 20")]
    [InlineData("[Knob(10, 20, Step = -1)] const int Width = 15;", "a step of -1")]
    [InlineData("[Knob(1, 12)] const int Layers = 2 * 3;", "no number that a search could rewrite")]
    [InlineData("[Knob(1, 12)] static readonly int Layers;", "no number that a search could rewrite")]
    [InlineData("""[Knob(1, 12)] const string Layers = "3";""", "no number that a search could rewrite")]
    [InlineData("[AutoResearch.KnobAttribute(1, 12)] const int Layers = 13;", "outside its range")]
    [InlineData("[Choice(true)] const bool HasBias = true;", "one alternative only")]
    [InlineData("[Choice] const bool HasBias = true;", "no alternative")]
    [InlineData("""[Choice("relu", "gelu")] const string Activation = "tanh";""", "none of its alternatives relu, gelu")]
    [InlineData("""[Choice("relu", "relu")] const string Activation = "relu";""", "the alternative relu twice")]
    [InlineData("[Choice(1, 2)] const int Layers = 1 + 1;", "no constant that a search could rewrite")]
    [InlineData("[Choice(true, false)] static readonly bool HasBias = true;", "no constant that a search could rewrite")]
    [InlineData("[Choice(1, 2), Knob(1, 2)] const int Layers = 1;", "Keep [Knob] or [Choice]")]
    [InlineData("""[Knob(1, 12, When = "Nothing")] const int Layers = 3;""", "no constant bool of that name")]
    [InlineData("const int Width = 1; [Choice(1, 2, When = nameof(Width))] const int Layers = 1;", "no constant bool of that name")]
    [InlineData("""[Constraint("")] const int Layers = 3;""", "the constraint Layers is no constant bool")]
    [InlineData("""[Constraint("")] static readonly bool Fits = true;""", "the constraint Fits is no constant bool")]
    [InlineData(
        """[Knob(1, 9)] const int Width = 8, Heads = 3; [Constraint("the heads share it")] const bool Fits = Width % Heads == 0;""",
        "the knobs break the constraint Fits, because the heads share it."
    )]
    public async Task What_is_wrong_is_said(string members, string words) =>
        Assert.Contains(words, Assert.Single(await Reported(members)), StringComparison.Ordinal);

    [Fact]
    public async Task Two_knobs_of_one_name_are_one_too_many()
    {
        var message = Assert.Single(
            await Reported("[Knob(1, 12)] const int Layers = 3;", "static class Other { [Knob(1, 4)] const int Layers = 2; }")
        );
        Assert.StartsWith("a knob Layers is declared already, in Train.cs(", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_knob_and_a_choice_of_one_name_are_one_too_many() =>
        Assert.Contains(
            "is declared already",
            Assert.Single(
                await Reported("[Knob(1, 12)] const int Layers = 3;", "static class Other { [Choice(1, 2)] const int Layers = 2; }")
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_preset_s_knobs_have_names_of_their_own() =>
        Assert.Empty(
            await Reported(
                "",
                """
                [Preset(DeviceClass.SmallCpu)] static class SmallCpu { [Knob(1, 12)] const int Layers = 3; }
                [Preset(DeviceClass.Gpu)] static class Gpu { [Knob(1, 12)] const int Layers = 3; }
                """
            )
        );

    [Fact]
    public async Task It_is_found_where_it_stands()
    {
        var diagnostic = Assert.Single(await Candidate.Check(Candidate.Train("\n[Knob(1, 12)]\nconst int Layers = 13;")));
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        var text = await diagnostic.Location.SourceTree!.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Layers = 13", text.Lines[line].ToString(), StringComparison.Ordinal);
    }
}
