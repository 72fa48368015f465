using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Slowed;

/// <summary>Where the system does not tell what threads waited for a processor.</summary>
public class UntoldWaitingTests
{
    private static readonly TrainingBudget FiveSeconds = new(5, BudgetUnit.Seconds);

    private static readonly RunPace Incumbent = Run(9.8, 100);

    private static readonly Gen<RunPace> AnyRun = from own in Gen.Double[0.1, 20] from steps in Gen.Long[1, 10_000] select Run(own, steps);

    [Theory]
    [InlineData(9.7, 95, false)]
    [InlineData(9.7, 20, false)]
    [InlineData(5.1, 95, false)]
    [InlineData(5.1, 20, true)]
    [InlineData(7.0, 70, true)]
    public void A_run_was_slowed_that_had_less_and_did_less(double own, long steps, bool expected) =>
        Assert.Equal(expected, Contention.Of(FiveSeconds, Run(own, steps), Incumbent, null) is not null);

    [Fact]
    public void What_looks_the_same_twice_is_the_model() =>
        AnyRun.Sample(run => Assert.Null(Contention.Of(FiveSeconds, run, Incumbent, run)));

    [Fact]
    public void What_changes_from_one_time_to_the_next_is_the_machine()
    {
        var run = Run(5.1, 20);
        Assert.NotNull(Contention.Of(FiveSeconds, run, Incumbent, Run(5.1, 30)));
        Assert.NotNull(Contention.Of(FiveSeconds, run, Incumbent, Run(7, 20)));
        Assert.Null(Contention.Of(FiveSeconds, run, Incumbent, Run(5, 21)));
    }

    [Fact]
    public void A_run_that_is_like_no_other_is_judged() => AnyRun.Sample(run => Assert.Null(Contention.Of(FiveSeconds, run, null, null)));

    [Fact]
    public void A_run_that_was_cut_off_is_compared_by_nothing() =>
        AnyRun.Sample(run => Assert.Null(Contention.Of(FiveSeconds, run with { Steps = null, Tokens = null }, Incumbent, null)));

    [Fact]
    public void Larger_batches_are_no_slower_run() =>
        AnyRun.Sample(run =>
            Assert.Equal(1, (run with { Steps = 1 }).WorkAgainst(Incumbent)!.Value * Incumbent.Tokens!.Value / run.Tokens!.Value, 9)
        );

    [Fact]
    public void Where_nobody_counts_tokens_steps_count() => Assert.Equal(0.5, (Run(5, 50) with { Tokens = 0 }).WorkAgainst(Incumbent));

    [Fact]
    public void The_incumbent_s_pace_comes_from_the_ledger()
    {
        var record = Records.One() with { CpuSeconds = 9.8, Steps = 100, Tokens = 204_800 };
        Assert.Equal(Incumbent, RunPace.Of(record, FiveSeconds));
        Assert.Null(RunPace.Of(record, new TrainingBudget(100, BudgetUnit.Steps)));
        Assert.Null(RunPace.Of(record with { CpuSeconds = null }, FiveSeconds));
    }

    [Fact]
    public void What_was_seen_is_said_with_its_numbers() =>
        Assert.Equal(
            "it had 1.02 processor seconds a second against 1.96 of a run like it, and trained 20 % of the tokens",
            Contention.Of(FiveSeconds, Run(5.1, 20), Incumbent, null)!.Seen
        );

    private static RunPace Run(double own, long steps) => new(5, new ProcessorUse(own), steps, 2048 * steps);
}
