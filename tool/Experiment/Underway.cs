using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>The candidates that are not in the ledger yet: they run, or wait for an experiment before them.</summary>
internal static class Underway
{
    /// <summary>In the order of their numbers. One that runs is interrupted as far as anybody knows; it has its code and its
    /// knobs.</summary>
    public static IReadOnlyList<ExperimentRecord> Of(ResearchWorkspace workspace) =>
        [
            .. JournalFile
                .All(workspace)
                .Where(journal => !journal.IsBaseline && !workspace.Ledger.Contains(journal.Number))
                .Select(journal => journal.Row is null ? Running(workspace, journal) : journal.Record()),
        ];

    private static ExperimentRecord Running(ResearchWorkspace workspace, Journal journal)
    {
        var change = CodeChange
            .Begin(workspace.Repository.Commits, journal.Parent, journal.Candidate, workspace.Program.Editable)
            .GetAwaiter()
            .GetResult();
        return journal.Interrupted("it runs") with { Code = change.Code, Knobs = change.Knobs };
    }
}
