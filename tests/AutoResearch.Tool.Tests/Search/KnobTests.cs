using AutoResearch.Research.Search;

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

    [Fact]
    public void A_float_reads_as_it_is_written() =>
        Assert.Equal(0.1, KnobReader.Read("class C { [Knob(0, 1)] const float X = 0.1f; }")[0].Value);
}
