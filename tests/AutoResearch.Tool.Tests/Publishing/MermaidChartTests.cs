using System.Globalization;
using System.Text.RegularExpressions;
using AutoResearch.Publishing.Texts;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using CsCheck;

namespace AutoResearch.Tests.Publishing;

/// <summary>The chart, and the way that it shows.</summary>
public sealed partial class MermaidChartTests
{
    [Fact]
    public void It_shows_the_score_of_the_best_code_after_each_experiment()
    {
        var points = Progress.Until(Ideas.Research, Ideas.Research[8], MermaidChart.MostPoints);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], points.Select(point => point.Experiment));
        Assert.Equal([1.9731, 1.9731, 1.9604, 1.9604, 1.9604, 1.9532, 1.9532, 1.9532, 1.9479], points.Select(point => point.Value));
    }

    [Fact]
    public void A_long_way_is_thinned_out_and_keeps_its_ends()
    {
        var records = Enumerable
            .Range(1, 10_000)
            .Select(number =>
                Records.One(number, number % 7 == 1 ? ExperimentStatus.Kept : ExperimentStatus.Discarded, "idea", 2 - (number / 20_000.0))
            )
            .ToList();
        var points = Progress.Until(records, records[^1], MermaidChart.MostPoints);
        Assert.Equal(MermaidChart.MostPoints, points.Count);
        Assert.Equal((1, 10_000), (points[0].Experiment, points[^1].Experiment));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.InRange(pair.Second.Experiment - pair.First.Experiment, 255, 258));
    }

    [Fact]
    public void Scores_that_do_not_compare_are_not_on_it()
    {
        var other = Ideas
            .Research.Select(record => record.Number < 6 ? record with { Conditions = record.Conditions with { Lock = "old" } } : record)
            .ToList();
        Assert.Equal(6, Progress.Until(other, other[15], MermaidChart.MostPoints)[0].Experiment);
    }

    [Fact]
    public void One_point_makes_no_chart() => Assert.Null(MermaidChart.Render("val_bpb", [new ProgressPoint(1, 2)]));

    [Fact]
    public void It_is_one_block_of_few_lines_that_Mermaid_reads() =>
        (
            from metric in NastyText.Any
            from magnitude in Gen.Int[-8, 11]
            from values in Gen.Double[-1, 1].Array[2, 50]
            select (metric, values: values.Select(value => value * Math.Pow(10, magnitude)).ToArray())
        ).Sample(
            drawn =>
            {
                if (
                    MermaidChart.Render(drawn.metric, [.. drawn.values.Select((value, i) => new ProgressPoint(i + 1, value))])
                    is not { } chart
                )
                    return;
                var lines = chart.TrimEnd('\n').Split('\n');
                Assert.Equal(
                    ["```mermaid", """%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#2f81f7"}}}}%%""", "xychart-beta"],
                    lines[..3]
                );
                Assert.Matches(Title(), lines[3]);
                var labels = string.Join(", ", drawn.values.Select((_, i) => $"\"{i + 1}\""));
                Assert.Equal(
                    drawn.values.Length <= 20
                        ? $"    x-axis \"experiment\" [{labels}]"
                        : $"    x-axis \"experiment\" 1 --> {drawn.values.Length}",
                    lines[4]
                );
                Assert.Matches(YAxis(), lines[5]);
                Assert.Matches(Line(), lines[6]);
                Assert.Equal("```", lines[7]);
                Assert.Equal(8, lines.Length);
                var range = YAxis().Match(lines[5]);
                var (low, high) = (Number(range.Groups[1].Value), Number(range.Groups[2].Value));
                Assert.True(low < high);
                Assert.All(Line().Match(lines[6]).Groups[1].Value.Split(", "), value => Assert.InRange(Number(value), low, high));
            },
            iter: 1000
        );

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^    title ""[A-Za-z0-9_ .-]+ of the best code so far""\z")]
    private static partial Regex Title();

    [GeneratedRegex(@"^    y-axis (-?[0-9]+(?:\.[0-9]+)?) --> (-?[0-9]+(?:\.[0-9]+)?)\z")]
    private static partial Regex YAxis();

    [GeneratedRegex(@"^    line \[((?:-?[0-9]+(?:\.[0-9]+)?(?:, )?)+)\]\z")]
    private static partial Regex Line();
}
