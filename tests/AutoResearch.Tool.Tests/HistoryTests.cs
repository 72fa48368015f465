using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Tests;

public class HistoryTests
{
    [Fact]
    public void The_incumbent_is_the_last_that_was_merged()
    {
        var records = new[]
        {
            Records.One(),
            Records.One(2, metric: 1.9),
            Records.One(3, ExperimentStatus.Discarded, metric: 2.1),
            Records.One(4, ExperimentStatus.Crashed, metric: null),
        };
        Assert.Equal(2, records.Incumbent()!.Number);
    }

    [Fact]
    public void A_baseline_that_gave_no_score_is_no_incumbent() =>
        Assert.Null(new[] { Records.One(status: ExperimentStatus.Crashed, metric: null) }.Incumbent());

    [Fact]
    public void Runs_under_other_conditions_name_what_differs()
    {
        var one = new Conditions("a", "60 seconds", "cpu");
        Assert.Equal("", one.DifferenceFrom(one));
        Assert.Equal(
            "the lock (b → a) and the budget (5 minutes → 60 seconds)",
            one.DifferenceFrom(new Conditions("b", "5 minutes", "cpu"))
        );
    }

    [Fact]
    public void Overhead_is_what_is_neither_training_nor_scoring() =>
        Assert.Equal(1.5, new PhaseSeconds(0.5, 0.5, 60, 2, 63.5).Overhead, 9);

    [Fact]
    public void A_training_is_killed_later_than_it_is_called_late()
    {
        foreach (var seconds in (double[])[1, 60, 300, 3600])
        {
            var allowance = Allowance.For(new TrainingBudget(seconds, BudgetUnit.Seconds), null);
            Assert.True(allowance.Training.TotalSeconds > Allowance.ToleratedSeconds(seconds));
        }
    }

    [Fact]
    public void A_log_is_capped_and_holds_no_control_sequences()
    {
        var log = new CandidateLog();
        for (var i = 0; i < 10_000; i++)
            log.Add("\u001b[2J line that clears the screen");
        var text = log.ToString();
        Assert.DoesNotContain('\u001b', text);
        Assert.InRange(text.Length, 64 * 1024, 65 * 1024);
        Assert.EndsWith("dropped: a candidate's log is kept up to 64 KiB]\n", text);
    }
}
