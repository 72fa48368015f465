namespace AutoResearch.Tests.Models;

/// <summary>
/// A clock that a test owns. Whoever waits for less than <paramref name="patience"/> waits no time at all, and the clock goes
/// on by as much; longer waits end when the clock gets there.
/// </summary>
internal sealed class TestTime(TimeSpan patience) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TestTimer> pending = [];
    private readonly List<TimeSpan> waits = [];
    private TimeSpan elapsed;

    /// <summary>What was waited for, in order, and was over at once.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
                return [.. waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        List<TestTimer> due;
        lock (gate)
        {
            elapsed += by;
            due = [.. pending.Where(timer => timer.Due <= elapsed)];
            pending.RemoveAll(due.Contains);
        }

        foreach (var timer in due)
            ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private void Start(TestTimer timer, TimeSpan dueTime)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            return;
        lock (gate)
        {
            timer.Due = elapsed + dueTime;
            pending.Add(timer);
            if (dueTime >= patience)
                return;
            waits.Add(dueTime);
        }

        Advance(dueTime);
    }

    private void Stop(TestTimer timer)
    {
        lock (gate)
            pending.Remove(timer);
    }

    private sealed class TestTimer(TestTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Stop(this);
            time.Start(this, dueTime);
            return true;
        }

        public void Dispose() => time.Stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
