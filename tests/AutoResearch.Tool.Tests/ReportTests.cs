using AutoResearch.Reports;
using AutoResearch.Research;
using CsCheck;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace AutoResearch.Tests;

public class ReportTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    [Fact]
    public void The_overview_is_a_table_with_a_row_an_experiment_whatever_the_descriptions_hold() => Gen.String.Sample(description =>
    {
        var page = ExperimentsPage.Render([Records.One(), Records.One(2, ExperimentStatus.Discarded, ResultsTable.Cell(description + " | x <b> `"))], Direction.Lower);
        var table = Assert.Single(Markdown.Parse(page, Pipeline).Descendants<Table>());
        Assert.Equal(3, table.Count);
        Assert.All(table.Cast<TableRow>(), row => Assert.Equal(6, row.Count));
    }, iter: 200);

    [Fact]
    public void Candidate_text_cannot_break_out_of_its_fence() => Gen.String.Sample(text =>
    {
        var record = Records.One(2, ExperimentStatus.Crashed) with { Detail = "```\n# Injected\n````\n" + text.Replace("\r", "") };
        var page = Markdown.Parse(ExperimentPage.Render(record, "", Direction.Lower), Pipeline);
        Assert.DoesNotContain(page.Descendants<HeadingBlock>(), heading => heading.Inline?.FirstChild?.ToString() == "Injected");
    }, iter: 200);

    [Fact]
    public void A_page_tells_of_a_busy_machine_only_where_there_was_one()
    {
        Assert.DoesNotContain("busy", ExperimentPage.Render(Records.One(), "", Direction.Lower));
        Assert.Contains("| busy machine | A busy machine slowed 2 runs |", ExperimentPage.Render(Records.One() with { Slowed = 2 }, "", Direction.Lower));
        Assert.Contains("Not measured. A busy machine slowed 1 run.", ExperimentPage.Render(Records.One(2, ExperimentStatus.Interrupted, metric: null) with { Slowed = 1 }, "", Direction.Lower));
    }

    [Fact]
    public void A_page_begins_with_the_raw_numbers()
    {
        var page = ExperimentPage.Render(Records.One(3, ExperimentStatus.Kept, "Say \"more\"", 1.25), "", Direction.Lower);
        Assert.StartsWith("---\ncommit: aaaa", page);
        Assert.Contains("\nval_bpb: 1.25\n", page);
        Assert.Contains("\ndescription: \"Say \\\"more\\\"\"\n", page);
        Assert.Contains("\nexperiment: 0003\n", page);
    }

    [Fact]
    public void The_change_against_the_incumbent_is_relative() =>
        Assert.Equal(-0.05, Records.One(2, metric: 1.9).Change!.Value, 12);
}
