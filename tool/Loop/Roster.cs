using AutoResearch.Proposers;
using AutoResearch.Research.Running;

namespace AutoResearch.Loop;

/// <summary>Who proposes, and whose turn it is.</summary>
/// <param name="proposers">In the order of the specifications; made when a proposer is first asked.</param>
internal sealed class Roster(IReadOnlyList<Lazy<IProposer>> proposers) : IDisposable
{
    /// <summary>Whose turn it is; null when all are set aside.</summary>
    public IProposer? Next(RunProgress progress)
    {
        var parts = progress.Parts();
        // Whose last experiments all failed alike lets the others go first.
        var rested = parts.Select(part => part with { Available = part.Available && !progress.StreakOf(part.Name).IsTooLong }).ToList();
        var next = Shares.Next(rested, progress.State.Choices) ?? Shares.Next(parts, progress.State.Choices);
        return next is { } index ? proposers[index].Value : null;
    }

    /// <summary>Everybody who is left has just failed in a way that time may mend.</summary>
    public bool HasToWait(RunProgress progress)
    {
        var left = progress.Parts().Where(part => part.Available).ToList();
        return left.Count > 0 && left.All(part => progress.State.Streaks.TryGetValue(part.Name, out var streak) && ProposerException.MayPass(streak.Kind));
    }

    public void Dispose()
    {
        foreach (var proposer in proposers.Where(proposer => proposer.IsValueCreated))
            proposer.Value.Dispose();
    }
}
