using AutoResearch.Processes;

namespace AutoResearch.Tests.Processes;

public class BatonTests
{
    private readonly Baton baton = new();

    [Fact]
    public void One_at_a_time_holds_it()
    {
        var (inside, most) = (0, 0);
        Parallel.For(0, 200, _ => baton.Hold(() =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
            }));
        Assert.Equal(1, most);
    }

    [Fact]
    public void Who_rests_lets_another_one_go_on()
    {
        using var reached = new ManualResetEventSlim();
        using var other = new ManualResetEventSlim();
        var holder = new Thread(() =>
            baton.Hold(() =>
                baton.Rest(() =>
                {
                    reached.Set();
                    other.Wait(TestContext.Current.CancellationToken);
                })
            )
        );
        holder.Start();
        reached.Wait(TestContext.Current.CancellationToken);
        baton.Hold(other.Set);
        holder.Join();
    }

    [Fact]
    public void Who_waits_for_something_is_told_of_it()
    {
        var isSo = false;
        var waiting = new Thread(() => baton.Hold(() => baton.Until(() => isSo)));
        waiting.Start();
        baton.Hold(() =>
        {
            isSo = true;
            baton.Changed();
        });
        waiting.Join();
    }

    [Fact]
    public void Where_nobody_holds_it_waiting_is_just_waiting() => Assert.Equal(3, baton.Rest(() => baton.Rest(() => 3)));

    [Fact]
    public void What_fails_while_resting_has_it_again() =>
        baton.Hold(() =>
        {
            Assert.Throws<InvalidOperationException>(() => baton.Rest(() => throw new InvalidOperationException()));
            // Only its holder may.
            baton.Changed();
        });
}
