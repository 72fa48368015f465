using System.Globalization;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Search;

public sealed class DialTests
{
    private const string Path = "Train.cs";

    private static readonly string[] Types = ["int", "double", "float", "long"];
    private static readonly int[] Steps = [0, 0, 1, 2, 64];

    // A declaration as a person might write it: any range, scale, grid and type, the value in range and on the grid or not.
    private static readonly Gen<string> Declarations =
        from type in Gen.Int[0, 3].Select(i => Types[i])
        from isLog in Gen.Bool
        from minimum in Gen.Int[-20, 100]
        from size in Gen.Int[1, 2000]
        from digits in Gen.Int[0, type is "int" or "long" ? 0 : 4]
        from step in Gen.Int[0, 4].Select(i => Steps[i])
        from value in Gen.Int[minimum, minimum + size]
        let unit = Math.Pow(10, -digits)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"[Knob({(decimal)(minimum * unit)}, "
                + $"{(decimal)((minimum + size) * unit)}{(isLog ? ", Scale = Scale.Log" : "")}"
                + $"{(step > 0 ? $", Step = {(decimal)(step * unit)}" : "")})] private const {type} X = "
                + $"{(decimal)(value * unit)}{(type == "float" && digits > 0 ? "f" : "")};"
        );

    private static readonly Gen<(string Source, double Place)> Turns =
        from before in Gen.Int[0, 3]
        from declaration in Declarations
        from place in Gen.Double[0, 1]
        select (
            string.Join(
                '\n',
                Enumerable
                    .Range(0, before)
                    .Select(i => $"// line {i}")
                    .Prepend("class C {")
                    .Append(declaration)
                    .Append("const int Y = 3; }")
            ),
            place
        );

    [Fact]
    public void A_turn_changes_one_literal_within_its_range_and_grid_and_is_never_no_turn() =>
        Turns.Sample(
            turn =>
            {
                if (Dial.Of(Files(turn.Source)) is not [var dial] || dial.Toward(turn.Place) is not { } value)
                    return;
                var turned = KnobReader.Turn(turn.Source, dial.Knob, value);

                var knob = Assert.Single(KnobReader.Read(turned));
                Assert.Equal(value, knob.Value);
                Assert.NotEqual(dial.Knob.Value, value);
                Assert.InRange(value, dial.Knob.Minimum, dial.Knob.Maximum);
                Assert.True(dial.Allows(value), $"{value} is not on the grid of {turn.Source}");
                Assert.Equal(turn.Place > dial.Now, value > dial.Knob.Value);
                var (start, end) = (dial.Knob.Literal.Start, dial.Knob.Literal.End);
                Assert.Equal(turn.Source[..start], turned[..start]);
                Assert.Equal(turn.Source[end..], turned[^(turn.Source.Length - end)..]);
            },
            iter: 1000
        );

    [Fact]
    public void Without_a_grid_every_place_away_from_the_present_is_a_turn() =>
        Gen.Double[0, 1]
            .Where(place => Math.Abs(place - Only("[Knob(1e-3, 0.1, Scale = Scale.Log)] const double X = 0.02;").Now) > 1e-3)
            .Sample(place => Assert.NotNull(Only("[Knob(1e-3, 0.1, Scale = Scale.Log)] const double X = 0.02;").Toward(place)), iter: 500);

    [Theory]
    [InlineData("[Knob(1e-3, 0.2, Scale = Scale.Log)] const double X = 0.02;", 0.65, 0.031)]
    [InlineData("[Knob(1e-3, 0.2, Scale = Scale.Log)] const double X = 0.02;", 1, 0.2)]
    [InlineData("[Knob(64, 768, Step = 64)] const int X = 128;", 0.1, 192)]
    [InlineData("[Knob(64, 768, Step = 64)] const int X = 128;", 0.0, 64)]
    [InlineData("[Knob(0.8, 0.99)] const double X = 0.95;", 0.75, 0.943)]
    [InlineData("[Knob(0, 0.2)] const double X = 0.03;", 0, 0)]
    public void Values_are_those_that_a_person_would_write(string declaration, double place, double value) =>
        Assert.Equal(value, Only(declaration).Toward(place));

    [Theory]
    [InlineData("[Knob(64, 64)] const int X = 64;")]
    [InlineData("[Knob(5, 1)] const int X = 3;")]
    [InlineData("[Knob(65, 100, Step = 64)] const int X = 70;")]
    [InlineData("[Knob(0, 1, Step = -1)] const double X = 0.5;")]
    public void A_range_that_is_none_gives_no_dial(string declaration) => Assert.Empty(Dial.Of(Files($"class C {{ {declaration} }}")));

    [Fact]
    public void A_value_outside_its_range_turns_back_only()
    {
        var dial = Only("[Knob(1, 8)] const int X = 12;");
        Assert.Equal(1, dial.Now);
        Assert.Equal(5, dial.Toward(0.6));
        Assert.Null(dial.Toward(1));
    }

    [Fact]
    public void Of_two_knobs_with_one_name_the_first_counts() =>
        Assert.Equal(
            2,
            Assert.Single(Dial.Of(Files("class C { [Knob(1, 8)] const int X = 2; } class D { [Knob(1, 8)] const int X = 4; }"))).Knob.Value
        );

    private static Dial Only(string declaration) => Assert.Single(Dial.Of(Files($"class C {{ {declaration} }}")));

    private static Dictionary<string, string> Files(string source) => new() { [Path] = source };
}
