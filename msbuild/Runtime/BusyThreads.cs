namespace AutoResearch;

/// <summary>What a thread had of the processors, in seconds.</summary>
/// <param name="Ran">It was on a processor.</param>
/// <param name="Waited">It could have run and stood in line.</param>
internal readonly record struct ThreadTime(double Ran, double Waited);

/// <summary>
/// The threads that training depends on. On a CPU they are those that compute: they wait for each other at barriers, so each step is as
/// slow as the slowest of them, however many they are. On a GPU they are those that feed it, Train.cs's own and autograd's. Timers and the
/// garbage collector's threads wait, too, but nobody waits for them: they are recognised by how little processor time they want.
/// </summary>
internal static class BusyThreads
{
    // A thread counts if it wanted at least this share of what the busiest one wanted.
    private const double LeastShare = 0.5;

    /// <summary>What they waited together, and the one that waited longest; null without threads.</summary>
    public static (double Together, double Worst)? Waiting(IReadOnlyCollection<ThreadTime> threads)
    {
        if (threads.Count == 0)
            return null;
        var busiest = threads.Max(Wanted);
        var waited = threads.Where(thread => Wanted(thread) >= LeastShare * busiest).Select(thread => thread.Waited).ToList();
        return (waited.Sum(), waited.Max());
    }

    private static double Wanted(ThreadTime thread) => thread.Ran + thread.Waited;
}
