using AutoResearch.Proposers;
using AutoResearch.Research.Running;

namespace AutoResearch.Runs;

/// <summary>Who proposes, and whose turn it is.</summary>
internal sealed class ProposerPool(IReadOnlyList<PooledProposer> proposers) : IDisposable
{
    /// <summary>The proposers' names, each with the share that was asked for.</summary>
    public IReadOnlyList<(string Name, double Share)> Wanted { get; } =
    [.. proposers.Select(pooled => (pooled.Proposer.Name, pooled.Share))];

    /// <summary>Whose turn it is; null when all are set aside.</summary>
    public IProposer? Next(RunProgress progress)
    {
        var parts = progress.Parts();
        // A proposer whose last experiments all failed in the same way lets the others go first.
        var rested = parts.Select(part => part with { Available = part.Available && !progress.StreakOf(part.Name).IsTooLong }).ToList();
        var next = Shares.Next(rested, progress.State.Choices) ?? Shares.Next(parts, progress.State.Choices);
        return next is { } index ? proposers[index].Proposer : null;
    }

    /// <summary>Whether every proposer that is left has just failed in a way that time may mend.</summary>
    public static bool HasToWait(RunProgress progress)
    {
        var left = progress.Parts().Where(part => part.Available).ToList();
        return left.Count > 0
            && left.All(part => progress.State.Streaks.TryGetValue(part.Name, out var streak) && ProposerException.MayPass(streak.Kind));
    }

    public void Dispose()
    {
        foreach (var pooled in proposers)
            pooled.Proposer.Dispose();
    }
}
