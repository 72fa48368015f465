using AutoResearch.Proposers;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Stage 1: finds the change under test and refuses whatever is not one, before a branch exists.</summary>
internal static class Capture
{
    /// <summary>The most characters of a description that an agent or a model wrote.</summary>
    public const int DescriptionLimit = 200;

    /// <summary>The editable files that the working tree changes.</summary>
    /// <exception cref="ResearchException">Nothing changed, or something that may not.</exception>
    public static IReadOnlyList<string> Changes(ResearchWorkspace workspace)
    {
        var program = workspace.Program;
        var changes = workspace.Repository.Changes().Where(change => !change.IsNew || !AgentLeavings.Contain(change.Path)).ToList();
        var outside = changes
            .Where(change => workspace.Layers.Scope && !program.Editable.Contains(change.Path, StringComparer.Ordinal))
            .ToList();
        var editable = string.Join(", ", program.Editable);
        if (outside.FirstOrDefault(change => !change.IsNew && LockCheck.IsLocked(change.Path, program)) is { } locked)
            throw LockCheck.Changed(locked.Path);
        if (outside.Where(change => change.IsNew).Select(change => change.Path).ToList() is { Count: > 0 } added)
        {
            throw new ResearchException(
                Codes.OutOfScope,
                $"{Join(added)} {(added.Count == 1 ? "is new" : "are new")}, and an experiment may change only {editable}. Move or delete "
                    + $"{(added.Count == 1 ? "it" : "them")}, list {(added.Count == 1 ? "it" : "them")} in .git/info/exclude, or commit "
                    + $"and lock on purpose: 'dotnet autoresearch lock'."
            );
        }

        if (outside.Count > 0)
        {
            throw new ResearchException(
                Codes.OutOfScope,
                $"{Join(outside.Select(change => change.Path))} changed, and an experiment may change "
                    + $"only {editable}. Commit it first if it is meant "
                    + $"(git commit -m \"...\" {outside[0].Path}), or undo it (git restore {outside[0].Path})."
            );
        }

        var files = changes.Select(change => change.Path).ToList();
        return files.Count > 0
            ? files
            : throw new ResearchException(
                Codes.NothingChanged,
                $"Nothing changed: {editable} is what is on {workspace.Repository.Branch} "
                    + $"already. Edit it, then run 'dotnet autoresearch step'."
            );
    }

    /// <summary>Throws while there are uncommitted edits: a run starts from what is committed and would silently ignore them.</summary>
    public static void RequireNoEdits(ResearchWorkspace workspace)
    {
        var changed = workspace
            .Repository.Changes()
            .Where(change => !change.IsNew && change.Path != ResearchProgram.FileName)
            .Select(change => change.Path)
            .ToList();
        if (changed.Count == 0)
            return;
        throw new ResearchException(
            Codes.UnsavedEdits,
            $"{Join(changed)} {(changed.Count == 1 ? "has" : "have")} edits that are not committed, and a run starts from what is on "
                + $"{workspace.Repository.Branch}. Try them first (dotnet autoresearch step), "
                + $"put them aside (git stash), or undo them (git restore {changed[0]})."
        );
    }

    /// <summary>A candidate against the incumbent.</summary>
    public static Captured Candidate(
        ResearchWorkspace workspace,
        string? description,
        IReadOnlyList<string> files,
        string lockId,
        ExperimentRecord incumbent
    ) => Take(workspace, description ?? $"Edit {string.Join(", ", files)}", files, lockId, incumbent, Origin.Person, null);

    /// <summary>A proposal against the incumbent; the working tree has no part in it.</summary>
    public static Captured Proposed(ResearchWorkspace workspace, Proposal proposal, Origin origin, ExperimentRecord incumbent) =>
        Take(
            workspace,
            UntrustedText.Clean(proposal.Hypothesis, DescriptionLimit),
            [.. proposal.Files.Keys],
            incumbent.Conditions.Lock,
            incumbent,
            origin,
            proposal.Files
        );

    /// <summary>The research branch itself.</summary>
    public static Captured Baseline(ResearchWorkspace workspace, string lockId) =>
        Take(workspace, "baseline", [], lockId, null, Origin.Person, null);

    private static Captured Take(
        ResearchWorkspace workspace,
        string description,
        IReadOnlyList<string> files,
        string lockId,
        ExperimentRecord? incumbent,
        Origin origin,
        IReadOnlyDictionary<string, string>? contents
    ) =>
        new(
            JournalFile.NextNumber(workspace),
            ResultsColumns.Cell(description),
            workspace.Repository.HeadCommit,
            workspace.Repository.Branch,
            files,
            workspace.Program,
            lockId,
            incumbent,
            DateTimeOffset.Now,
            origin,
            contents
        )
        {
            Ledger = workspace.Ledger.Records,
        };

    private static string Join(IEnumerable<string> paths) => string.Join(", ", paths);
}
