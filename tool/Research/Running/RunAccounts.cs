using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Running;

/// <summary>What a run has done and spent so far.</summary>
/// <param name="Experiments">Candidates, whatever became of them.</param>
/// <param name="Kept">Of them, kept and simplified.</param>
/// <param name="SinceKept">Candidates since the last that was kept.</param>
/// <param name="Seconds">Wall-clock, interruptions not counted.</param>
/// <param name="TrainSeconds">The seconds of all runs on the training clock.</param>
/// <param name="Cost">The cost of all proposing, refused proposals included.</param>
/// <param name="Proposers">A line for each proposer.</param>
internal sealed record RunAccounts(
    int Experiments,
    int Kept,
    int SinceKept,
    double Seconds,
    double TrainSeconds,
    ProposalCost Cost,
    IReadOnlyList<ProposerAccount> Proposers
)
{
    /// <summary>How many experiments run at the same time.</summary>
    public int Slots { get; init; } = 1;
}

/// <summary>What one proposer did.</summary>
/// <param name="Share">How often it is asked at present, 0 to 1; 0 when it was set aside.</param>
/// <param name="Gain">By how much, in units of the metric, its kept proposals improved it: not negative.</param>
/// <param name="SetAside">Why it is not asked any more; null while it is.</param>
internal sealed record ProposerAccount(
    string Name,
    double Share,
    int Experiments,
    int Kept,
    double Gain,
    ProposalCost Cost,
    string? SetAside
);
