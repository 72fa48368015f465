using System.Globalization;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Search;

public class KnobTests
{
    private const string Source = """
        using AutoResearch;
        public static class Training
        {
            [Knob(2, 12)] private const int Layers = 4;   // blocks
            [Knob(3e-4, 3e-2, Scale = Scale.Log)] private const double LearningRate = 0.004;
            [Knob(64, 512, Step = 32)] private const int Width = 128;
            [Knob(-1, 1)] private const double Bias = -0.5;
            private const int NotAKnob = 3;
            [Knob(1, 9)] private const int Computed = Layers * 2;
        }
        """;

    [Fact]
    public void Knobs_are_read_with_their_ranges()
    {
        var knobs = KnobReader.Read(Source);
        Assert.Equal(["Layers", "LearningRate", "Width", "Bias"], knobs.Select(knob => knob.Name));
        Assert.Equal((3e-4, 3e-2, Scale.Log), (knobs[1].Minimum, knobs[1].Maximum, knobs[1].Scale));
        Assert.Equal(32, knobs[2].Step);
        Assert.Equal(-0.5, knobs[3].Value);
    }

    [Fact]
    public void Turning_a_knob_changes_its_literal_and_nothing_else()
    {
        var knob = KnobReader.Read(Source)[1];
        Assert.Equal(Source.Replace("0.004", "0.0064"), KnobReader.Turn(Source, knob, 0.0064));
    }

    [Theory]
    [InlineData("const float X = 0.1f;", 0.16, "const float X = 0.16f;")]
    [InlineData("const float X = 1;", 0.5, "const float X = 0.5f;")]
    [InlineData("const double X = 2d;", 0.5, "const double X = 0.5d;")]
    [InlineData("const double X = 0;", 0.5, "const double X = 0.5;")]
    [InlineData("const double X = -0.5;", 0.25, "const double X = 0.25;")]
    [InlineData("const decimal X = 1m;", 1.5, "const decimal X = 1.5m;")]
    [InlineData("const long X = 5_000L;", 8, "const long X = 8L;")]
    [InlineData("const int X = 0x10;", 8, "const int X = 8;")]
    [InlineData("const double X = 1e-12;", 3e-12, "const double X = 3E-12;")]
    public void A_literal_stays_one_of_its_type(string declaration, double value, string turned)
    {
        var source = $"class C {{ [Knob(-9, 9)] {declaration} }}";
        Assert.Equal(source.Replace(declaration, turned), KnobReader.Turn(source, Assert.Single(KnobReader.Read(source)), value));
    }

    [Theory]
    [InlineData("""[Choice("relu", "gelu")] const string X = "relu";""", "gelu", """const string X = "gelu";""")]
    [InlineData("[Choice(true, false)] const bool X = true;", "false", "const bool X = false;")]
    [InlineData("[Choice(4, 8, 16)] const int X = 8;", "16", "const int X = 16;")]
    [InlineData("[Choice(0.5, 1.0)] const float X = 0.5f;", "1", "const float X = 1.0f;")]
    [InlineData("[Choice(Method.Adam, Method.Sgd)] const Method X = Method.Adam;", "Sgd", "const Method X = Method.Sgd;")]
    [InlineData("[Choice(-1, 1)] const int X = -1;", "1", "const int X = 1;")]
    public void A_choice_is_turned_to_another_alternative(string declaration, string name, string turned)
    {
        var source = $"class C {{ {declaration} }}";
        var knob = Assert.Single(KnobReader.Read(source));
        Assert.Contains(turned, KnobReader.Turn(source, knob, knob.Means(KnobValue.Of(name))!.Value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[Choice("relu")] const string X = "relu";""")]
    [InlineData("""[Choice("relu", "gelu")] const string X = "tanh";""")]
    [InlineData("""[Choice("relu", "gelu")] const string X = "re" + "lu";""")]
    [InlineData("[Choice] const bool X = true;")]
    public void A_choice_without_its_value_among_alternatives_is_no_knob(string declaration) =>
        Assert.Empty(KnobReader.Read($"class C {{ {declaration} }}"));

    [Fact]
    public void What_stands_in_the_ledger_is_the_change_that_was_made() =>
        Gen.Select(Gen.String, Gen.String, Gen.Double.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))
            .Sample(
                (from, to, number) =>
                {
                    KnobChange[] changes =
                    [
                        new("A", KnobValue.Of(from), KnobValue.Of(to)),
                        new("B.C", KnobValue.Of(number), KnobValue.Of(to)),
                        new("D", KnobValue.Of(from), KnobValue.Of(number)),
                    ];
                    var cell = string.Join(';', changes.Select(change => change.ToString()));
                    Assert.DoesNotContain(cell, character => character is '\t' or '\n' or '\r');
                    Assert.Equal(changes, cell.Split(';').Select(KnobChange.Parse));
                },
                iter: 500
            );

    [Fact]
    public void A_name_is_shown_without_what_a_terminal_would_act_on() =>
        Assert.Equal("a[31m b", KnobValue.Of("a\u001b[31m\nb").ToString());

    [Fact]
    public void A_float_reads_as_it_is_written() =>
        Assert.Equal(0.1, KnobReader.Read("class C { [Knob(0, 1)] const float X = 0.1f; }")[0].Value);
}
