namespace AutoResearch.Publishing.Sync;

/// <summary>What is asked of a sync.</summary>
/// <param name="Remote">The name of a remote; null for the one that the checked-out branch belongs to.</param>
/// <param name="FetchOnly">Sends nothing.</param>
/// <param name="Weights">Transfers the weights of what was kept, too.</param>
/// <param name="SetAside">Gives up the rows that are not on the remote, where the two ledgers cannot be joined.</param>
internal sealed record SyncOptions(string? Remote, bool FetchOnly, bool Weights, bool SetAside);

/// <summary>An experiment that has another number now.</summary>
/// <param name="To">Null for one that is in the ledger no more.</param>
internal sealed record Renumbered(int From, int? To);

/// <summary>Weights that travelled.</summary>
/// <param name="Bytes">Of both ways together.</param>
/// <param name="Missing">The kept experiments whose weights are neither here nor on the remote.</param>
internal sealed record WeightsReport(int Received, int Sent, long Bytes, IReadOnlyList<int> Missing);

/// <summary>How the research branch compares with the remote's. Pushing and pulling it is left to the user.</summary>
/// <param name="OnRemote">The remote has a branch of this name.</param>
/// <param name="Ahead">Commits that the remote does not have; null where that cannot be told without fetching.</param>
/// <param name="Behind">Commits that only the remote has; null where that cannot be told without fetching.</param>
internal sealed record BranchStanding(string Name, bool OnRemote, int? Ahead, int? Behind);

/// <summary>What a sync did.</summary>
/// <param name="Experiments">In the ledger now.</param>
/// <param name="Received">Rows that came from the remote.</param>
/// <param name="Sent">Rows that the remote has got.</param>
/// <param name="Unsent">Rows that the remote does not have: nothing was to be sent.</param>
/// <param name="Renumbered">What got another number because the remote's rows came first.</param>
/// <param name="Weights">Null where nobody asked for them.</param>
internal sealed record SyncReport(
    string Remote,
    int Experiments,
    int Received,
    int Sent,
    int Unsent,
    IReadOnlyList<Renumbered> Renumbered,
    WeightsReport? Weights,
    BranchStanding Branch
);
