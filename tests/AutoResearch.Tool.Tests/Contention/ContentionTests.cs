using AutoResearch.Research.Keeping;
using CsCheck;

namespace AutoResearch.Tests.Slowed;

public class ContentionTests
{
    private static readonly TrainingBudget FiveSeconds = new(5, BudgetUnit.Seconds);

    // Any run of five seconds, on up to 64 processors.
    private static readonly Gen<RunPace> AnyRun =
        from own in Gen.Double[0, 320]
        from waited in Gen.Double[0, 320]
        from others in Gen.Double[0, 320]
        from stolen in Gen.Double[0, 320]
        from steps in Gen.Long[0, 1_000_000]
        select Run(waited, others, own, stolen, steps);

    // Four seconds of the template's model on two processors, as they were measured.
    [Theory]
    [InlineData("hardly disturbed", 7.67, 0.62, 0.36, 61, false)]
    [InlineData("beside a neighbour that is busy a fifth of the time", 7.11, 1.39, 1.17, 51, true)]
    [InlineData("beside a busy neighbour", 4.05, 4.64, 4.41, 1, true)]
    [InlineData("beside a busy neighbour, without spinning", 3.76, 2.43, 4.29, 44, true)]
    [InlineData("on one thread, with the other processor busy", 4.20, 0.03, 3.92, 51, false)]
    public void Runs_are_called_slowed_that_were(string how, double own, double waited, double others, long steps, bool expected) =>
        Assert.True(expected == IsSlowed(Run(waited, others, own, 0, steps) with { Seconds = 4 }), how);

    // Ten seconds of training: the waiting of the threads that compute, of the slowest of them, and what others used. 5.6 s of 160 was
    // measured on 16 processors and called slowed by their sum; what else is there of 16 and 128 is the same per thread.
    [Theory]
    [InlineData("2 processors, quiet", 19.2, 0.6, 0.35, 0.9, false)]
    [InlineData("2 processors, a busy neighbour", 10.1, 11.6, 5.8, 11.0, true)]
    [InlineData("16 processors, each thread waiting a little", 154.4, 5.6, 0.5, 9.0, false)]
    [InlineData("16 processors, one thread's shared with a busy neighbour", 155.0, 5.0, 4.9, 10.0, true)]
    [InlineData("16 processors, all shared", 80.0, 80.0, 5.2, 80.0, true)]
    [InlineData("128 processors, each thread waiting a little", 1235.2, 44.8, 0.5, 72.0, false)]
    [InlineData("128 processors, one thread's shared with a busy neighbour", 1275.0, 5.0, 4.9, 10.0, true)]
    [InlineData("a GPU, whose feeding threads hardly wait while others do", 10.5, 0.3, 0.2, 9.0, false)]
    [InlineData("a GPU, one of whose feeding threads stands in line", 6.0, 4.5, 4.0, 9.0, true)]
    public void What_was_lost_means_the_same_on_any_number_of_processors(
        string how,
        double own,
        double busy,
        double worst,
        double others,
        bool expected
    ) => Assert.True(expected == IsSlowed(new RunPace(10, new ProcessorUse(own, busy + 3, others, 0, busy, worst), 100, 100)), how);

    // 7 % of each thread: 0.14 s of a pair.
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(128)]
    public void The_same_part_lost_is_the_same_on_any_number_of_processors(int processors) =>
        Assert.Equal(
            0.14,
            Contention
                .LostSeconds(new RunPace(10, new ProcessorUse(9.3 * processors, 0.7 * processors, 10 * processors, 0), 100, 100))!
                .Value,
            6
        );

    [Fact]
    public void Only_a_budget_in_seconds_suffers() =>
        Gen.Select(AnyRun, Gen.Bool)
            .Sample(
                (run, tokens) =>
                    Assert.Null(Contention.Of(new TrainingBudget(5, tokens ? BudgetUnit.Tokens : BudgetUnit.Steps), run, null, null))
            );

    [Fact]
    public void Threads_that_get_into_each_other_s_way_on_a_machine_of_their_own_are_the_candidate_s() =>
        AnyRun.Sample(run => Assert.Null(Contention.Of(FiveSeconds, Change(run, use => use with { Others = 0, Stolen = 0 }), null, null)));

    [Fact]
    public void Others_on_processors_that_are_free_slow_nobody() =>
        AnyRun.Sample(run => Assert.Null(Contention.Of(FiveSeconds, Change(run, use => use with { Waited = 0, Stolen = 0 }), null, null)));

    [Fact]
    public void How_fast_the_model_is_makes_no_difference() =>
        Gen.Select(AnyRun, AnyRun, Gen.Long[0, 1_000_000])
            .Sample(
                (run, incumbent, steps) =>
                    Assert.Equal(
                        Contention.Of(FiveSeconds, run, null, null),
                        Contention.Of(FiveSeconds, run with { Steps = steps, Tokens = 100 * steps }, incumbent, null)
                    )
            );

    [Fact]
    public void Who_waits_longer_is_slowed_no_less() =>
        Gen.Select(AnyRun, Gen.Double[0, 100])
            .Sample((run, more) => Assert.True(IsSlowed(Change(run, use => use with { Waited = use.Waited + more })) || !IsSlowed(run)));

    [Fact]
    public void A_run_twice_as_long_loses_as_much_of_each_second() =>
        AnyRun.Sample(run =>
        {
            var twice = Change(run, use => new ProcessorUse(2 * use.Own, 2 * use.Waited, 2 * use.Others, 2 * use.Stolen)) with
            {
                Seconds = 2 * run.Seconds,
            };
            Assert.Equal(Contention.LostSeconds(run)!.Value, Contention.LostSeconds(twice)!.Value, 9);
        });

    [Fact]
    public void What_the_host_takes_is_lost_by_who_is_running()
    {
        Assert.True(IsSlowed(Run(waited: 0, others: 0, own: 9, stolen: 1)));
        Assert.False(IsSlowed(Run(waited: 0, others: 90, own: 5, stolen: 1)));
    }

    [Fact]
    public void Where_the_machine_s_time_is_not_told_waiting_alone_counts() =>
        Assert.True(IsSlowed(new RunPace(5, new ProcessorUse(5, Waited: 2), 10, 100)));

    [Fact]
    public void What_was_seen_is_said_with_its_numbers()
    {
        Assert.Equal(
            "in 5.0 s of training its threads waited 5.8 s for a processor while other programs kept 1.1 of them busy",
            Contention.Of(FiveSeconds, Run(waited: 5.8, others: 5.5), null, null)!.Seen
        );
        Assert.Equal(
            "in 5.0 s of training its threads waited 0.0 s for a processor while other programs kept 0.0 of them busy, and the host of "
                + "this virtual machine took 2.0 s",
            Contention.Of(FiveSeconds, Run(waited: 0, others: 0, stolen: 2), null, null)!.Seen
        );
    }

    [Fact]
    public void Who_stood_in_line_for_most_of_the_time_is_not_blamed_for_not_being_done()
    {
        var seen = Contention.OfUnfinished(Run(waited: 6, others: 6, own: 4))!.Seen;
        Assert.StartsWith("in 5.0 s its threads waited 6.0 s for a processor", seen);
        // A loop that never ends has what it wants of a machine that is not that busy.
        Assert.Null(Contention.OfUnfinished(Run(waited: 0.5, others: 1)));
        // Nobody tells.
        Assert.Null(Contention.OfUnfinished(new RunPace(5, new ProcessorUse(9), null, null)));
    }

    [Fact]
    public void A_run_that_is_counted_by_the_machines_pace_is_never_called_slowed_once_it_is_done() =>
        Gen.Select(AnyRun, Gen.Double[0.01, 20])
            .Sample((run, pace) => Assert.Null(Contention.Of(FiveSeconds, run with { Machine = pace, Yardstick = 1e-3 }, null, null)));

    [Theory]
    [InlineData(RunPace.LeastMachine, true)]
    [InlineData(0.2, false)]
    public void One_that_is_never_done_was_slowed_only_where_the_machine_hardly_moved(double pace, bool expected) =>
        Assert.Equal(
            expected,
            Contention.Of(FiveSeconds, new RunPace(100, new ProcessorUse(1, 100, 199), null, null, pace), null, null) is not null
        );

    internal static RunPace Run(double waited, double others, double own = 9, double stolen = 0, long steps = 100) =>
        new(5, new ProcessorUse(own, waited, others, stolen), steps, 2048 * steps);

    private static bool IsSlowed(RunPace run) => Contention.Of(FiveSeconds, run, null, null) is not null;

    private static RunPace Change(RunPace run, Func<ProcessorUse, ProcessorUse> change) => run with { Processors = change(run.Processors) };
}
