using AutoResearch.Publishing.Sync;

namespace AutoResearch.Reports;

/// <summary>What a sync did, for --json.</summary>
/// <param name="Received">Rows that came.</param>
/// <param name="Sent">Rows that went.</param>
/// <param name="Unsent">Rows that the remote does not have.</param>
internal sealed record SyncDocument(
    string Remote,
    int Experiments,
    int Received,
    int Sent,
    int Unsent,
    IReadOnlyList<RenumberedDocument> Renumbered,
    SyncWeightsDocument? Weights,
    SyncBranchDocument Branch
)
{
    public static SyncDocument Of(SyncReport report) =>
        new(
            report.Remote,
            report.Experiments,
            report.Received,
            report.Sent,
            report.Unsent,
            [.. report.Renumbered.Select(entry => new RenumberedDocument(entry.From, entry.To))],
            report.Weights is { } weights ? new SyncWeightsDocument(weights.Received, weights.Sent, weights.Bytes, weights.Missing) : null,
            new SyncBranchDocument(report.Branch.Name, report.Branch.OnRemote, report.Branch.Ahead, report.Branch.Behind)
        );
}

/// <param name="To">Missing for an experiment that left the ledger.</param>
internal sealed record RenumberedDocument(int From, int? To);

/// <param name="Missing">Kept experiments whose weights are nowhere.</param>
internal sealed record SyncWeightsDocument(int Received, int Sent, long Bytes, IReadOnlyList<int> Missing);

/// <param name="Ahead">Missing where it cannot be told without fetching.</param>
internal sealed record SyncBranchDocument(string Name, bool OnRemote, int? Ahead, int? Behind);
