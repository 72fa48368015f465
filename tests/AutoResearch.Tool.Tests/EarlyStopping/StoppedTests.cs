using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Tests.Audit;

namespace AutoResearch.Tests.EarlyStopping;

public class StoppedTests
{
    private static readonly ExperimentRecord Stopped = Ledgers.Honest(2)[1] with
    {
        Status = ExperimentStatus.Stopped,
        Metric = null,
        Scores = [],
        Reason = "hopeless at 60 % of the budget",
    };

    [Fact]
    public void It_has_a_name_in_the_ledger()
    {
        var table = ResultsTable.Parse(Ledgers.Table([Ledgers.Honest(1)[0], Stopped]));
        Assert.Equal(ExperimentStatus.Stopped, table[1].Status);
        Assert.Equal("stopped", ExperimentStatus.Stopped.Name());
    }

    [Fact]
    public void It_is_not_judged_but_settled_so_that_the_next_idea_can_begin()
    {
        Assert.False(ExperimentStatus.Stopped.IsJudged());
        Assert.False(ExperimentStatus.Stopped.IsMerged());
        ExperimentStatus[] settled =
        [
            ExperimentStatus.Kept,
            ExperimentStatus.Discarded,
            ExperimentStatus.Simplified,
            ExperimentStatus.Stopped,
        ];
        Assert.Equal(settled, Enum.GetValues<ExperimentStatus>().Where(status => status.IsSettled()));
    }

    [Fact]
    public void Its_row_passes_the_audit_and_with_a_score_it_does_not()
    {
        Assert.Empty(Audit(Stopped));
        Assert.Contains(Audit(Stopped with { Metric = 2.5, Scores = [2.5] }), finding =>
            finding.Problem.Contains("it is stopped and has a score", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void It_counts_for_nothing_when_the_next_candidate_is_compared()
    {
        var records = Ledgers.Honest(2);
        var with = History([records[0], Stopped with { Number = 2 }, records[1] with { Number = 3 }]);
        var without = History(records);
        Assert.Equal(without.Noise, with.Noise);
        IReadOnlyList<SeedScore> candidate = [new SeedScore(8, 2.1)],
            incumbentAgain = [new SeedScore(8, 2.01), new SeedScore(9, 2.02)];
        Assert.Equal(KeepRule.Next(without.Ask(candidate, incumbentAgain, 0)), KeepRule.Next(with.Ask(candidate, incumbentAgain, 0)));
    }

    private static KeepHistory History(IReadOnlyList<ExperimentRecord> records) =>
        KeepHistory.Of(records, records[0], new KeepSettings(), Direction.Lower);

    private static IEnumerable<Finding> Audit(ExperimentRecord record) =>
        NumbersAudit.Check(LedgerRows.Read(Ledgers.Table([Ledgers.Honest(1)[0], record])).Rows, _ =>
            ResearchProgram.Parse("Metric: val_bpb\n\nTraining budget: 60 seconds\n\nRuns: 1\n")
        );
}
