namespace AutoResearch.Processes;

/// <summary>
/// Whoever holds it uses what the slots of a run share: the repository, the ledger, MSBuild. One at a time holds it, and puts it down
/// while it waits for a process, so that training and proposing overlap and nothing else does. Where nobody ever takes it, as in verbs
/// that run one experiment, it does nothing.
/// </summary>
internal sealed class Baton
{
    private readonly object gate = new();

    /// <summary>Does something while holding it.</summary>
    public void Hold(Action work)
    {
        lock (gate)
            work();
    }

    /// <summary>Waits for something that the slots do not share, and lets the others go on meanwhile.</summary>
    public T Rest<T>(Func<T> wait)
    {
        if (!Monitor.IsEntered(gate))
            return wait();
        Monitor.Exit(gate);
        try
        {
            return wait();
        }
        finally
        {
            Monitor.Enter(gate);
        }
    }

    /// <inheritdoc cref="Rest{T}"/>
    public void Rest(Action wait) =>
        Rest(() =>
        {
            wait();
            return true;
        });

    /// <summary>Waits until another holder has brought something about.</summary>
    public void Until(Func<bool> isSo)
    {
        while (!isSo())
            Monitor.Wait(gate);
    }

    /// <summary>Lets those who wait for something look again.</summary>
    public void Changed() => Monitor.PulseAll(gate);
}
