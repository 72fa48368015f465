using CsCheck;

namespace AutoResearch.Tests.Runtime;

public class PaceMeterTests
{
    private const double Takes = 0.001;

    private static readonly Gen<double> AnySlowness = Gen.Double[0.25, 20];

    private static readonly Gen<double> AnyStep = Gen.Double[Math.Log(2e-4), Math.Log(0.5)].Select(Math.Exp);

    [Fact]
    public void The_pace_is_that_of_the_machine_whatever_a_step_takes() =>
        Gen.Select(Gen.Double[0.25, 4], Gen.Double[0, 5], AnyStep)
            .Sample(
                (slower, inLine, step) =>
                {
                    var (machine, meter) = Measure(_ => slower, Takes, _ => inLine);
                    Steps(machine, meter, step, 60);
                    Assert.InRange(meter.Pace * slower * (1 + inLine), 0.95, 1.05);
                },
                iter: 40
            );

    // A step that lasts as long as a neighbour's visit is measured once a visit: such a run has to be much longer than this one.
    [Fact]
    public void Where_a_neighbour_comes_and_goes_the_pace_says_what_the_machine_could_have_done() =>
        Gen.Select(Gen.Double[1.5, 6], Gen.Double[0.5, 5].Array[200], Gen.Double[0.001, 0.1])
            .Sample(
                (slowness, visits, step) =>
                {
                    var changes = visits.ToArray();
                    for (var i = 1; i < changes.Length; i++)
                        changes[i] += changes[i - 1];
                    var (machine, meter) = Measure(now => Array.FindIndex(changes, end => now < end) % 2 == 0 ? 1 : slowness, Takes);
                    Steps(machine, meter, step, 60);
                    Assert.InRange(meter.Pace * machine.Now / 60, 0.94, 1.1);
                },
                iter: 20
            );

    [Fact]
    public void What_the_thread_waited_is_taken_off_exactly_and_is_no_slower_processor() =>
        Gen.Select(Gen.Double[0, 20], AnyStep)
            .Sample(
                (inLine, step) =>
                {
                    var (machine, meter) = Measure(_ => 1, null, now => now % 0.2 < 0.1 ? inLine : 0);
                    Steps(machine, meter, step, 20);
                    Assert.Equal(1 - (machine.Waited / machine.Now), meter.Pace, 0.02);
                    Assert.Equal(Takes, meter.Usual!.Value, 6);
                },
                iter: 20
            );

    [Fact]
    public void Measuring_takes_little_of_the_time() =>
        Gen.Select(AnySlowness, AnyStep)
            .Sample(
                (slowness, step) =>
                {
                    var (machine, meter) = Measure(_ => slowness, Takes);
                    Steps(machine, meter, step, 60);
                    Assert.InRange(machine.Now / (60 * slowness), 1, 1.04);
                },
                iter: 40
            );

    [Fact]
    public void A_run_without_a_usual_pace_decides_what_is_usual()
    {
        var (machine, meter) = Measure(_ => 3, null);
        Assert.Equal((null, null), (meter.Usual, meter.Measured));
        Steps(machine, meter, 0.04, 60);
        Assert.Equal(1, meter.Pace);
        Assert.Equal(3 * Takes, meter.Usual!.Value, 6);
    }

    [Fact]
    public void Without_a_step_nothing_was_measured()
    {
        var (_, meter) = Measure(_ => 3, Takes);
        Assert.Equal((1, null), (meter.Pace, meter.Measured));
    }

    [Fact]
    public void A_budget_in_seconds_is_the_same_work_however_busy_the_machine_is() =>
        AnySlowness.Sample(
            slowness =>
            {
                var (machine, meter) = Measure(_ => slowness, Takes);
                var clock = new RunClock(new TrainingBudget(60, BudgetUnit.Seconds), _ => { }, machine) { Pace = meter };
                clock.Start();
                var progress = 0.0;
                for (; !clock.IsOver; progress = Grown(progress, clock.Progress))
                {
                    machine.Work(0.04);
                    clock.Step(1, () => 1);
                }

                clock.Stop();
                Assert.InRange(clock.Steps, 1440, 1540);
                Assert.InRange(clock.Seconds, 57 * slowness, 63 * slowness);
            },
            iter: 20
        );

    [Fact]
    public void A_run_is_late_from_when_it_could_know()
    {
        var (machine, meter) = Measure(now => now < 40 ? 4 : 1, Takes);
        var clock = new RunClock(new TrainingBudget(20, BudgetUnit.Seconds), _ => { }, machine) { Pace = meter };
        clock.Start();
        while (!clock.IsOver)
        {
            machine.Work(0.04);
            clock.Step(1, () => 1);
        }

        Assert.InRange(clock.Late, 0, 0.01);
        // Whatever is found out of the pace afterwards.
        Steps(machine, meter, 0.001, 1);
        Assert.InRange(clock.Late, 0.5, 1.2);
    }

    [Fact]
    public void Time_without_a_measurement_counts_by_the_wall_clock()
    {
        var (machine, meter) = Measure(_ => 4, Takes);
        Steps(machine, meter, 0.04, 10);
        var (before, then) = (meter.Spent(machine.Now), machine.Now);
        machine.Work(10);
        Assert.InRange(meter.Spent(machine.Now) - before, 0.9 * (machine.Now - then), machine.Now - then);
    }

    private static double Grown(double before, double now)
    {
        Assert.True(now >= before, "what was spent is spent");
        return now;
    }

    private static (SimulatedMachine Machine, PaceMeter Meter) Measure(
        Func<double, double> slower,
        double? usual,
        Func<double, double>? inLine = null
    )
    {
        var machine = new SimulatedMachine(slower, inLine);
        var meter = new PaceMeter(new Yardstick(() => machine.Work(Takes), 1), usual, machine, () => machine.Waited);
        meter.Start();
        return (machine, meter);
    }

    // Steps that take so long at the usual pace, and together about as many seconds.
    private static void Steps(SimulatedMachine machine, PaceMeter meter, double step, double seconds)
    {
        for (var i = 0; i * step < seconds; i++)
        {
            machine.Work(step);
            meter.Step();
        }
    }
}
