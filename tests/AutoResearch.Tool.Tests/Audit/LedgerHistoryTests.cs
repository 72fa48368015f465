using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Audit;

public class LedgerHistoryTests
{
    private static readonly int Columns = ResultsTable.Header("val_bpb").Split('\t').Length;

    [Fact]
    public void A_ledger_that_only_grew_has_no_finding() =>
        Gen.Int[0, 12].Sample(count => Assert.Empty(LedgerHistory.Check(Ledgers.Versions(Ledgers.Honest(count)))));

    [Fact]
    public void Any_single_edited_cell_of_any_earlier_row_is_found_with_the_commit_that_did_it() =>
        (
            from count in Gen.Int[1, 8]
            from experiment in Gen.Int[1, count]
            from column in Gen.Int[0, Columns - 1]
            from later in Gen.Int[0, 3]
            select (count, experiment, column, later)
        ).Sample(edit =>
        {
            var records = Ledgers.Honest(edit.count + edit.later);
            var versions = Ledgers.Versions([.. records.Take(edit.count)]);
            var culprit = Ledgers.Version(500, Edited(versions[^1].ReadTable()!, edit.experiment, edit.column));
            versions.Add(culprit);
            // The loop goes on and appends to what it finds.
            for (var i = 0; i < edit.later; i++)
                versions.Add(Ledgers.Version(600 + i, versions[^1].ReadTable() + ResultsTable.Row(records[edit.count + i])));

            var finding = Assert.Single(LedgerHistory.Check(versions));

            Assert.Equal(edit.experiment, finding.Experiment);
            Assert.Contains(culprit.Commit[..12], finding.Problem);
            Assert.Contains("forged", finding.Problem);
        });

    [Fact]
    public void An_edit_hidden_in_the_commit_of_an_experiment_is_found()
    {
        var records = Ledgers.Honest(4);
        var versions = Ledgers.Versions(records);
        versions[3] = versions[3].With(Edited(versions[3].ReadTable()!, 2, 1));
        var finding = Assert.Single(LedgerHistory.Check(versions));
        Assert.Equal(2, finding.Experiment);
        Assert.Contains(versions[3].Commit[..12], finding.Problem);
    }

    [Fact]
    public void An_edit_that_was_taken_back_is_no_finding()
    {
        var versions = Ledgers.Versions(Ledgers.Honest(3));
        var table = versions[^1].ReadTable()!;
        Assert.Empty(LedgerHistory.Check([.. versions, Ledgers.Version(500, Edited(table, 2, 1)), Ledgers.Version(501, table)]));
    }

    [Fact]
    public void Rows_that_were_added_at_once_were_not_measured_one_by_one()
    {
        var records = Ledgers.Honest(4);
        var versions = Ledgers.Versions([.. records.Take(2)]);
        versions.Add(Ledgers.Version(500, Ledgers.Table(records)));
        var finding = Assert.Single(LedgerHistory.Check(versions));
        Assert.Contains("0003 to 0004", finding.Problem);
        Assert.Contains(versions[2].Commit[..12], finding.Problem);
    }

    [Fact]
    public void A_row_that_was_removed_is_found()
    {
        var records = Ledgers.Honest(4);
        var last = Assert.Single(LedgerHistory.Check([.. Ledgers.Versions(records), Ledgers.Version(500, Ledgers.Table(records.Take(3)))]));
        Assert.Equal(4, last.Experiment);
        Assert.Contains("removed", last.Problem);
        var inTheMiddle = Assert.Single(
            LedgerHistory.Check([
                .. Ledgers.Versions(records),
                Ledgers.Version(500, Ledgers.Table(records.Where(record => record.Number != 2))),
            ])
        );
        Assert.Equal(2, inTheMiddle.Experiment);
    }

    [Fact]
    public void A_table_that_was_removed_is_found() =>
        Assert.NotEmpty(LedgerHistory.Check([.. Ledgers.Versions(Ledgers.Honest(2)), Ledgers.Version(500, null)]));

    [Theory]
    [InlineData("ffff")]
    [InlineData(null)]
    public void A_page_that_was_altered_or_removed_is_found(string? content)
    {
        var versions = Ledgers.Versions(Ledgers.Honest(3));
        versions.Add(Ledgers.Version(500, versions[^1].ReadTable(), new Dictionary<string, string?> { ["experiments/0002.md"] = content }));
        var finding = Assert.Single(LedgerHistory.Check(versions));
        Assert.Contains("experiments/0002.md", finding.Where);
        Assert.Contains(versions[^1].Commit[..12], finding.Problem);
    }

    [Theory]
    [InlineData("ffff")]
    [InlineData(null)]
    public void A_page_that_was_altered_in_the_commit_of_an_experiment_is_found(string? content)
    {
        var records = Ledgers.Honest(4);
        var versions = Ledgers.Versions(records);
        var (own, other) = ("experiments/0004.md", "experiments/0002.md");
        var pages = Ledgers.PagesUpTo(4);
        var altered = new Dictionary<string, string?> { [own] = pages[own], [other] = content };
        pages[other] = content;
        versions[3] = versions[3] with { Page = path => pages.GetValueOrDefault(path), ReadChanges = () => altered };
        var finding = Assert.Single(LedgerHistory.Check(versions));
        Assert.Contains(other, finding.Where);
        Assert.Contains(versions[3].Commit[..12], finding.Problem);
    }

    [Fact]
    public void An_honest_ledger_is_read_in_a_time_that_its_length_takes()
    {
        var (tables, pages, changes) = (0, 0, 0);
        var versions = Ledgers
            .Versions(Ledgers.Honest(50))
            .Select(version =>
                version with
                {
                    ReadTable = () => Counted(ref tables, version.ReadTable()),
                    Page = path => Counted(ref pages, version.Page(path)),
                    ReadChanges = () => Counted(ref changes, version.ReadChanges()),
                }
            );
        Assert.Empty(LedgerHistory.Check(versions));
        Assert.Equal((2, 100, 0), (tables, pages, changes));
    }

    private static T Counted<T>(ref int count, T value)
    {
        count++;
        return value;
    }

    private static string Edited(string table, int line, int column)
    {
        var lines = table.Split('\n');
        var cells = lines[line].Split('\t');
        cells[column] = "forged";
        lines[line] = string.Join('\t', cells);
        return string.Join('\n', lines);
    }
}
