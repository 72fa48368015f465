using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Audit;

public class PageAuditTests
{
    private static readonly string[] Header = ResultsTable.Header("val_bpb").TrimEnd('\n').Split('\t');

    [Fact]
    public void A_page_agrees_with_the_row_it_was_written_with() =>
        Gen.Select(Records.Any, Gen.String)
            .Sample(
                (record, reason) =>
                {
                    var written = record with { Reason = ResultsColumns.Cell(reason) };
                    Assert.Empty(
                        PageAudit.FrontMatter(
                            Header,
                            ResultsTable.Row(written).TrimEnd('\n'),
                            ExperimentPage.Render(written, "", Direction.Lower)
                        )
                    );
                }
            );

    [Fact]
    public void Any_single_edited_cell_of_a_row_is_found_on_its_page() =>
        Gen.Int[0, Header.Length - 1]
            .Sample(column =>
            {
                var record = Records.One();
                var cells = ResultsTable.Row(record).TrimEnd('\n').Split('\t');
                cells[column] = "forged";
                Assert.StartsWith(
                    Header[column] + " is ",
                    Assert.Single(
                        PageAudit.FrontMatter(Header, string.Join('\t', cells), ExperimentPage.Render(record, "", Direction.Lower))
                    )
                );
            });

    [Fact]
    public void A_page_without_front_matter_is_found() =>
        Assert.Single(PageAudit.FrontMatter(Header, ResultsTable.Row(Records.One()), "# A page\n"));

    [Fact]
    public void An_overview_agrees_with_its_table()
    {
        var records = LedgerRows.Read(Ledgers.Table(Ledgers.Honest(6))).Records;
        Assert.Empty(
            PageAudit.Overview(ExperimentsPage.Render(records, Direction.Lower), ExperimentsPage.Render(Ledgers.Honest(6), Direction.Lower))
        );
    }

    [Fact]
    public void An_edited_a_missing_and_an_invented_line_of_the_overview_are_named()
    {
        var written = ExperimentsPage.Render(Ledgers.Honest(4), Direction.Lower);
        var lines = written.Split('\n').ToList();
        var first = lines.FindIndex(line => line.StartsWith("| 0001", StringComparison.Ordinal));
        lines[first] = lines[first].Replace("2.0000", "1.0000");
        lines.RemoveAt(first + 1);
        lines[first + 2] = lines[first + 2].Replace("| 0004 |", "| 0009 |");

        var problems = PageAudit.Overview(written, string.Join('\n', lines)).ToList();

        Assert.Equal([1, 2, 4, 9], problems.Select(problem => problem.Experiment));
    }

    [Fact]
    public void An_edited_finding_in_the_overview_is_named()
    {
        var written = ExperimentsPage.Render(Ledgers.Honest(4), Direction.Lower);
        Assert.Null(Assert.Single(PageAudit.Overview(written, written.Replace("4 experiments", "400 experiments"))).Experiment);
    }
}
