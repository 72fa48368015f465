using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Audit;

/// <summary>The plain rule: one run decides.</summary>
public class NumbersAuditTests
{
    private static readonly ResearchProgram Program = Ledgers.Program(runs: 1);

    [Fact]
    public void Honest_numbers_have_no_finding() => Gen.Int[0, 30].Sample(count => Assert.Empty(Check(Ledgers.Honest(count))));

    [Fact]
    public void A_kept_row_that_is_not_better_is_found() =>
        IsFound(3, record => Scored(record, record.Incumbent!.Value + 0.5), "it is kept, and by its numbers it is discarded");

    [Fact]
    public void A_kept_row_that_is_no_different_is_found() =>
        IsFound(3, record => Scored(record, record.Incumbent!.Value), "it is kept, and by its numbers it is discarded");

    [Fact]
    public void A_discarded_row_that_is_better_is_found() =>
        IsFound(2, record => Scored(record, 0.5), "it is discarded, and by its numbers it is kept");

    [Fact]
    public void A_status_that_was_altered_is_found()
    {
        IsFound(
            2,
            record => record with { Status = ExperimentStatus.Kept, Weights = new string('e', 64) },
            "it is kept, and by its numbers it is discarded"
        );
        IsFound(
            3,
            record => record with { Status = ExperimentStatus.Discarded, Weights = null },
            "it is discarded, and by its numbers it is kept"
        );
        IsFound(2, record => record with { Status = ExperimentStatus.Simplified }, "it is simplified, and by its numbers it is discarded");
    }

    [Fact]
    public void A_metric_that_is_not_the_mean_of_its_scores_is_found()
    {
        IsFound(2, record => record with { Metric = 0.5 }, "is 0.5, and the mean of its scores is ");
        IsFound(1, record => record with { Metric = 1.5 }, "is 1.5, and the mean of its scores is 2");
        IsFound(3, record => record with { Scores = [0.5] }, "and the mean of its scores is 0.5");
    }

    [Fact]
    public void Scores_that_are_missing_or_too_many_are_found()
    {
        IsFound(2, record => record with { Scores = [] }, "it has 1 seed and 0 scores");
        IsFound(3, record => record with { Scores = [], Metric = 1.0 }, "it has 1 seed and 0 scores");
        IsFound(2, record => record with { Scores = [record.Metric!.Value, record.Metric.Value] }, "it has 1 seed and 2 scores");
    }

    [Fact]
    public void A_loss_on_the_held_out_split_can_only_take_away_what_the_numbers_give()
    {
        IsFound(
            2,
            record => record with { Status = ExperimentStatus.Kept, Reason = KeepRule.WorseOnHeldOutReason, Weights = new string('e', 64) },
            "it is kept, and by its numbers it is discarded"
        );
        var records = Ledgers
            .Honest(3)
            .Select(record =>
                record.Number == 3
                    ? record with
                    {
                        Status = ExperimentStatus.Discarded,
                        Reason = KeepRule.WorseOnHeldOutReason + "; peak memory 2.50 GB, over the soft limit of 2.00 GB",
                        Weights = null,
                    }
                    : record
            );
        Assert.Empty(Check(records));
    }

    [Fact]
    public void An_incumbent_that_is_not_the_row_it_should_be_is_found() =>
        IsFound(5, record => record with { Incumbent = record.Incumbent + 0.001 }, "0003");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_number_is_found(double value) => IsFound(2, record => record with { Metric = value }, "no measurement");

    [Fact]
    public void A_kept_row_without_a_score_is_found() => IsFound(6, record => record with { Metric = null }, "without a score");

    [Fact]
    public void A_failure_with_a_score_is_found() => IsFound(2, record => record with { Status = ExperimentStatus.Crashed }, "has a score");

    [Fact]
    public void A_candidate_compared_with_nothing_is_found() =>
        IsFound(2, record => record with { Incumbent = null }, "compared with nothing");

    [Fact]
    public void A_candidate_measured_under_other_conditions_than_its_incumbent_is_found() =>
        IsFound(2, record => record with { Conditions = record.Conditions with { Budget = "5 minutes" } }, "the budget");

    [Fact]
    public void A_baseline_that_is_not_its_parent_is_found() =>
        IsFound(1, record => record with { Commit = Ledgers.Sha(77) }, "is not the one it was measured on");

    [Fact]
    public void What_is_no_commit_is_found() => IsFound(2, record => record with { Commit = "HEAD" }, "'HEAD' is no commit");

    [Fact]
    public void An_edited_incumbent_is_one_finding_however_many_were_compared_with_it()
    {
        var records = Ledgers
            .Honest(2)
            .Concat(Enumerable.Range(3, 40).Select(number => Ledgers.Honest(2)[1] with { Number = number }))
            .Select(record => record.Number == 1 ? Scored(record, 1.5) : record);
        var finding = Assert.Single(NumbersAudit.Together(Check(records)), finding =>
            finding.Problem.Contains("that stood then, 0001", StringComparison.Ordinal)
        );
        Assert.Equal(2, finding.Experiment);
        Assert.Contains("40 more, up to experiment 0042", finding.Where);
    }

    [Fact]
    public void Rows_around_an_unreadable_one_are_judged_by_what_is_known()
    {
        var lines = Ledgers.Table(Ledgers.Honest(7)).Split('\n');
        lines[3] = lines[3].Replace("\tkeep\t", "\twonderful\t");
        var table = LedgerRows.Read(string.Join('\n', lines));
        Assert.Empty(NumbersAudit.Check(table.Rows, _ => Program));
        var unreadable = Assert.Single(table.Rows, row => row.Problem is not null);
        Assert.Equal((4, 3), (unreadable.Line, unreadable.Number));
        Assert.Equal(6, table.Records.Count);
    }

    [Fact]
    public void A_missing_row_is_named_once_and_the_others_are_read()
    {
        var table = LedgerRows.Read(Ledgers.Table(Ledgers.Honest(5).Where(record => record.Number != 2)));
        Assert.Equal("it is experiment 3 where 2 belongs", Assert.Single(table.Rows, row => row.Problem is not null).Problem);
        Assert.Equal([1, 3, 4, 5], table.Records.Select(record => record.Number));
    }

    [Fact]
    public void A_table_cut_off_anywhere_is_read_up_to_there()
    {
        var whole = Ledgers.Table(Ledgers.Honest(3));
        Gen.Int[ResultsTable.Header("val_bpb").Length + 1, whole.Length - 1]
            .Where(length => whole[length - 1] != '\n')
            .Sample(length =>
            {
                var table = LedgerRows.Read(whole[..length]);
                Assert.Contains("cut off", table.Rows[^1].Problem);
                Assert.Equal(table.Rows.Count - 1, table.Records.Count);
            });
    }

    private static void IsFound(int experiment, Func<ExperimentRecord, ExperimentRecord> forge, string problem)
    {
        var records = Ledgers.Honest(7).Select(record => record.Number == experiment ? forge(record) : record);
        var finding = Assert.Single(Check(records), finding => finding.Problem.Contains(problem, StringComparison.Ordinal));
        Assert.Equal(experiment, finding.Experiment);
        Assert.Contains($"line {experiment + 1}", finding.Where);
    }

    private static IReadOnlyList<Finding> Check(IEnumerable<ExperimentRecord> records) =>
        [.. NumbersAudit.Check(LedgerRows.Read(Ledgers.Table(records)).Rows, _ => Program)];

    private static ExperimentRecord Scored(ExperimentRecord record, double score) => record with { Metric = score, Scores = [score] };
}
