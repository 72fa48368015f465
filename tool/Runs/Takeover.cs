using AutoResearch.Proposers;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>Takes changes over onto the research branch when it moved while they were made, or while they trained.</summary>
internal static class Takeover
{
    /// <summary>A proposal on top of what the branch holds now.</summary>
    /// <param name="head">The commit that it was made for.</param>
    /// <returns>Null where the two change the same lines.</returns>
    public static Proposal? Of(ResearchWorkspace workspace, Proposal proposal, string head)
    {
        if (workspace.Repository.HeadCommit == head)
            return proposal;
        var commit = workspace.Repository.Commits.CreateCandidate(head, proposal.Files, proposal.Hypothesis);
        return Texts(workspace, commit) is { } files ? proposal with { Files = files } : null;
    }

    /// <summary>The change of an experiment that was overtaken, as a proposal.</summary>
    /// <returns>Null where it changes the same lines as what was kept meanwhile.</returns>
    public static Proposal? Of(ResearchWorkspace workspace, ExperimentRecord overtaken) =>
        Texts(workspace, overtaken.Commit) is { } files
            ? new Proposal(files, $"{overtaken.Description} {Words(overtaken)}", overtaken.Origin.Proposer, ProposalCost.None)
            : null;

    /// <summary>What whoever proposed it is told where it cannot be taken over.</summary>
    public static RefusedProposal Returned(ResearchWorkspace workspace, ExperimentRecord overtaken) =>
        new(
            new Proposal(
                CodeChange.Read(workspace.Repository.Commits, overtaken.Commit, workspace.Program.Editable),
                overtaken.Description,
                overtaken.Origin.Proposer,
                ProposalCost.None
            ),
            FormattableString.Invariant($"As experiment {overtaken.Number:0000} it was better than the code that it started from, but ")
                + "another change of the same lines was kept meanwhile. Make it again on top of that one."
        );

    /// <summary>Of the experiments of a run that was cut off, those that were overtaken by the incumbent and not tried again.</summary>
    public static IEnumerable<ExperimentRecord> LeftBy(IReadOnlyList<ExperimentRecord> experiments) =>
        experiments.Where(record =>
            Overtaken.Is(record)
            && record.Number > (experiments.Incumbent()?.Number ?? 0)
            && !experiments.Any(later => later.Description.EndsWith(Words(record), StringComparison.Ordinal))
        );

    private static string Words(ExperimentRecord overtaken) =>
        FormattableString.Invariant($"(experiment {overtaken.Number:0000} on top of what was kept meanwhile)");

    private static IReadOnlyDictionary<string, string>? Texts(ResearchWorkspace workspace, string commit) =>
        new ChangeTransfer(workspace.Repository).Texts(commit, workspace.Program.Editable, workspace.Repository.HeadCommit);
}
