using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>Whether the research branch holds what was kept.</summary>
internal sealed class AuditMerges(ResearchWorkspace workspace, CommitGraph graph)
{
    private readonly IReadOnlySet<string> held = workspace.Repository.IsUnborn
        ? new HashSet<string>()
        : graph.Ancestors(workspace.Repository.HeadCommit);

    /// <param name="records">All that can be read, in order.</param>
    /// <returns>A finding, a note, or neither when all is well.</returns>
    public (Finding? Finding, AuditNote? Note) Check(ExperimentRecord record, IReadOnlyList<ExperimentRecord> records)
    {
        if (!record.Status.IsMerged() || held.Contains(record.Commit) || !graph.Exists(record.Commit))
            return default;
        var branch = workspace.Repository.Branch;
        var elsewhere = graph.BranchesWith(record.Commit);
        if (elsewhere.Count > 0)
            return (
                null,
                new AuditNote(record.Number, $"it is on {string.Join(", ", elsewhere)} and not on {branch}, which is checked out")
            );
        if (records.FirstOrDefault(later => later.Number > record.Number && later.IsBaseline) is { } measured)
            return (
                null,
                new AuditNote(
                    record.Number,
                    FormattableString.Invariant(
                        $"it is not on {branch}: the branch was moved, and experiment {measured.Number:0000} measured it anew"
                    )
                )
            );
        if (record.IsBaseline)
            return (null, new AuditNote(record.Number, $"the commit it measured is not on {branch} any more"));
        return (
            new Finding(
                Codes.AuditFailed,
                record.Number,
                $"branch {branch}",
                $"it is {record.Status.Name()}, and {branch} does not hold its commit {record.Commit[..12]}",
                $"Merge it by hand: git merge {record.Commit[..12]}. To go on without it, run 'dotnet autoresearch init', which measures "
                    + $"{branch} as it is."
            ),
            null
        );
    }
}
