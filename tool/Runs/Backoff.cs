using AutoResearch.Processes;

namespace AutoResearch.Runs;

/// <summary>Waits longer and longer while something that time may mend goes wrong: a busy machine, an endpoint that does not
/// answer.</summary>
internal sealed class Backoff(Baton baton, CancellationToken cancellation)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private TimeSpan next = First;

    /// <param name="wentWrong">False does not wait, and makes the next wait a short one again.</param>
    public void After(bool wentWrong)
    {
        if (!wentWrong)
        {
            next = First;
            return;
        }

        baton.Rest(() => cancellation.WaitHandle.WaitOne(next));
        next = next * 2 < Longest ? next * 2 : Longest;
    }
}
