using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing.Texts;

/// <summary>How a kept experiment did on the split that no proposer sees. The number itself is never told.</summary>
internal enum HeldOutVerdict
{
    /// <summary>The project has no such split, or this one was not scored on it.</summary>
    None,

    /// <summary>Scored, with nothing to compare it with.</summary>
    Scored,

    /// <summary>Scored, and not clearly worse than the incumbent there.</summary>
    Confirmed,
}

/// <summary>All that the texts of one pull request are written from.</summary>
/// <param name="Records">The ledger; what comes after the experiment is not looked at.</param>
/// <param name="Record">The experiment.</param>
/// <param name="Change">What it changes; the branch's numbers where there is a branch.</param>
/// <param name="Branch">Null where none can be made.</param>
/// <param name="BaseLock">The lock of the commit that the branch stands on; null where there is none.</param>
internal sealed record BodyFacts(
    IReadOnlyList<ExperimentRecord> Records,
    ExperimentRecord Record,
    Direction Direction,
    ChangeSize Change,
    HeldOutVerdict HeldOut,
    PublishedBranch? Branch,
    string? BaseLock
)
{
    /// <summary>What it was compared with.</summary>
    public ExperimentRecord? Incumbent =>
        Records
            .Take(Record.Number - 1)
            .LastOrDefault(record => record.Status.IsMerged() && record.Metric is not null && record.Conditions == Record.Conditions);

    public string Marker => $"<!-- autoresearch:experiment={Format.Number(Record.Number)} repository={LedgerIdentity.Of(Records)} -->";
}

/// <summary>How large a change is.</summary>
internal sealed record ChangeSize(IReadOnlyList<string> Files, int Insertions, int Deletions);
