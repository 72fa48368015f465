using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using AutoResearch.Research.Search;
using CsCheck;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace AutoResearch.Tests;

public class ReportTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    [Fact]
    public void The_overview_is_a_table_with_a_row_an_experiment_whatever_the_descriptions_hold() =>
        Gen.String.Sample(
            description =>
            {
                var page = ExperimentsPage.Render(
                    [Records.One(), Records.One(2, ExperimentStatus.Discarded, ResultsColumns.Cell(description + " | x <b> `"))],
                    Direction.Lower
                );
                var table = Assert.Single(Markdown.Parse(page, Pipeline).Descendants<Table>());
                Assert.Equal(3, table.Count);
                Assert.All(table.Cast<TableRow>(), row => Assert.Equal(6, row.Count));
            },
            iter: 200
        );

    [Fact]
    public void Candidate_text_cannot_break_out_of_its_fence() =>
        Gen.String.Sample(
            text =>
            {
                var record = Records.One(2, ExperimentStatus.Crashed) with { Detail = "```\n# Injected\n````\n" + text.Replace("\r", "") };
                var page = Markdown.Parse(ExperimentPage.Render(record, "", Direction.Lower), Pipeline);
                Assert.DoesNotContain(page.Descendants<HeadingBlock>(), heading => heading.Inline?.FirstChild?.ToString() == "Injected");
            },
            iter: 200
        );

    [Fact]
    public void A_page_tells_of_a_busy_machine_only_where_there_was_one()
    {
        Assert.DoesNotContain("busy", ExperimentPage.Render(Records.One(), "", Direction.Lower));
        Assert.Contains(
            "| busy machine | A busy machine slowed 2 runs |",
            ExperimentPage.Render(Records.One() with { Slowed = 2 }, "", Direction.Lower)
        );
        Assert.Contains(
            "Not measured. A busy machine slowed 1 run.",
            ExperimentPage.Render(Records.One(2, ExperimentStatus.Interrupted, metric: null) with { Slowed = 1 }, "", Direction.Lower)
        );
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
    public void A_page_says_who_proposed_it_what_that_cost_and_what_was_learned()
    {
        var record = Records.One(3, ExperimentStatus.Discarded, "Raise Rate", 2.1) with
        {
            Origin = new Origin("model/qwen3", new ProposalCost(12, 3456, 0.0125)),
            Knobs = [new("Head_Rate", 0.02, 0.04)],
            Noise = 0.05,
        };
        var page = ExperimentPage.Render(
            record,
            "",
            Direction.Lower,
            [new Neighbour(Records.One(2, description: "Raise *it*"), "turned Head_Rate the same way")]
        );
        foreach (var part in (string[])["## Hypothesis", "## Change", "## Result", "## Decision", "## Learned"])
            Assert.Contains($"\n{part}\n\n", page);
        Assert.Contains("\nProposed by model/qwen3: 12 s, 3456 tokens, 0.0125 dollars.\n", page);
        Assert.Contains("\n| knobs | Head\\_Rate 0.02 → 0.04 |\n", page);
        Assert.Contains("\nRaising Head\\_Rate from 0.02 to 0.04 hurts: 0.1000 worse, 2.0 times the noise of one run.\n", page);
        Assert.Contains("- experiment 0002 \"Raise \\*it\\*\" (turned Head\\_Rate the same way): kept, 2.0000 against 2.0000\n", page);
        Assert.DoesNotContain("Proposed by", ExperimentPage.Render(Records.One(), "", Direction.Lower));
    }

    [Fact]
    public void A_page_says_what_was_expected_and_what_came()
    {
        var record = Records.One(3, ExperimentStatus.Discarded, "Raise Rate", 2.1) with
        {
            Origin = new Origin("search/gp", ProposalCost.None, new Expectation(0.0042, 0.0061)),
        };
        var page = ExperimentPage.Render(record, "", Direction.Lower);
        Assert.Contains("\n| gain | expected +0.0042 ± 0.0061, came -0.1000 (more than 0 is better) |\n", page);
        Assert.Contains("\nexpectation: 0.0042+-0.0061\n", page);
        Assert.DoesNotContain("expected", ExperimentPage.Render(record with { Origin = Origin.Person }, "", Direction.Lower));
    }

    [Fact]
    public void The_overview_compares_expectations_with_outcomes_only_where_there_are_any()
    {
        IReadOnlyList<ExperimentRecord> records =
        [
            Records.One(),
            Records.One(2, ExperimentStatus.Discarded, "Raise Rate", 2.1) with
            {
                Origin = new Origin("search/a|b", ProposalCost.None, new Expectation(0.0042, 0.0061)),
            },
        ];
        var page = ExperimentsPage.Render(records, Direction.Lower);
        Assert.Contains(
            "\n## Expectations\n\n1 judged experiment had an expectation. On average +0.0042 was expected and -0.1000 came;",
            page
        );
        Assert.Contains("\n| search/a\\|b | 1 | 0 | +0.0042 | -0.1000 | 0 % | 0 % | too few |\n", page);
        var table = Markdown.Parse(page, Pipeline).Descendants<Table>().First();
        Assert.All(table.Cast<TableRow>(), row => Assert.Equal(8, row.Count));
        Assert.DoesNotContain(
            "xpectation",
            ExperimentsPage.Render([.. records.Select(record => record with { Origin = Origin.Person })], Direction.Lower)
        );
    }

    [Fact]
    public void A_hypothesis_stays_a_line_of_text() =>
        Gen.Select(Gen.Int[0, 6], Gen.String)
            .Sample(
                (start, text) =>
                {
                    var description = ResultsColumns.Cell(((string[])["# ", "## Decision", "- ", "1. ", "> ", "<b>", "==="])[start] + text);
                    var page = Markdown.Parse(
                        ExperimentPage.Render(Records.One(2, ExperimentStatus.Discarded, description, null), "", Direction.Lower),
                        Pipeline
                    );
                    Assert.Equal(6, page.Descendants<HeadingBlock>().Count());
                    Assert.Empty(page.Descendants<ListBlock>());
                    Assert.Empty(page.Descendants<QuoteBlock>());
                    Assert.Empty(page.Descendants<HtmlBlock>());
                },
                iter: 300
            );

    [Fact]
    public void A_document_says_who_proposed_it_and_what_was_learned()
    {
        var record = Records.One(2, ExperimentStatus.Discarded, "Raise Rate", 2.1) with
        {
            Origin = new Origin("claude", new ProposalCost(1.2345, 10, null)),
            Knobs = [new("Rate", 1, 2)],
        };
        var document = ExperimentDocuments.Of(record, direction: Direction.Lower);
        Assert.Equal(
            ("claude", new CostDocument(1.234, 10, null), "Raising Rate from 1 to 2 hurts: 0.1000 worse."),
            (document.Proposer, document.Cost, document.Learned)
        );
        Assert.Equal(["Rate 1 2"], document.Knobs!.Select(knob => $"{knob.Name} {knob.From} {knob.To}"));
        Assert.Null(document.Expectation);
        var expected = record with { Origin = record.Origin with { Expectation = new Expectation(0.25, 0.5) } };
        Assert.Equal(new ExpectationDocument(0.25, 0.5), ExperimentDocuments.Of(expected).Expectation);
        Assert.Equal(
            (null, null, null),
            (
                ExperimentDocuments.Of(Records.One()).Proposer,
                ExperimentDocuments.Of(Records.One()).Cost,
                ExperimentDocuments.Of(Records.One()).Learned
            )
        );
    }

    [Fact]
    public void The_change_against_the_incumbent_is_relative() => Assert.Equal(-0.05, Records.One(2, metric: 1.9).Change!.Value, 12);
}
