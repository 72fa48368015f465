using System.Globalization;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Workspace;

/// <summary>Brings a candidate back into the working tree, kept or not.</summary>
internal static class Restoring
{
    /// <summary>The files that were written.</summary>
    public static IReadOnlyList<string> Run(ResearchWorkspace workspace, int number)
    {
        var repository = workspace.Repository;
        var commit = Find(workspace, number);
        var files = workspace.Program.Editable.Where(file => repository.Commits.BlobId(commit, file) is not null).ToList();
        if (Unsaved(workspace, files) is { Count: > 0 } dirty)
        {
            throw new ResearchException(
                Codes.UnsavedEdits,
                $"{string.Join(", ", dirty)} has edits that would be overwritten. Try them first (dotnet autoresearch step), put them "
                    + $"aside (git stash) or drop them (git restore {dirty[0]})."
            );
        }

        foreach (var file in files)
            repository.WriteToWorkTree(commit, file);
        return files;
    }

    /// <summary>Those of the files that have edits in the working tree which no experiment holds: overwriting them would lose
    /// something.</summary>
    public static IReadOnlyList<string> Unsaved(ResearchWorkspace workspace, IReadOnlyList<string> files)
    {
        var repository = workspace.Repository;
        return
        [
            .. repository
                .Changes()
                .Select(change => change.Path)
                .Intersect(files)
                .Where(file =>
                {
                    // The edits of an experiment that crashed stay in the working tree, for whoever wants to mend them. Its commit holds
                    // them, too, so overwriting them loses nothing.
                    var edited = repository.WorkTreeBlob(file);
                    return edited is not null
                        && !workspace.Ledger.Records.Reverse().Any(record => repository.Commits.BlobId(record.Commit, file) == edited);
                }),
        ];
    }

    /// <summary>The candidate commit of an experiment.</summary>
    public static string Find(ResearchWorkspace workspace, int number)
    {
        var record = Record(workspace, number);
        var commit = workspace.Refs.Find(number) ?? record.Commit;
        return workspace.Repository.Commits.Exists(commit)
            ? commit
            : throw new ResearchException(
                Codes.NoSuchExperiment,
                $"The commit {record.Commit} of experiment {number:0000} is not in this repository: {ExperimentRefs.RefName(number)} is "
                    + $"missing. 'dotnet autoresearch sync' brings it from a remote; else fetch it from a copy that has it."
            );
    }

    /// <summary>The record of an experiment.</summary>
    /// <exception cref="ResearchException">The ledger holds none of that number.</exception>
    public static ExperimentRecord Record(ResearchWorkspace workspace, int number)
    {
        var count = workspace.Ledger.Records.Count;
        if (number >= 1 && number <= count)
            return workspace.Ledger.Records[number - 1];
        var known =
            count == 0
                ? "None was run yet: 'dotnet autoresearch init' measures the baseline."
                : FormattableString.Invariant($"The ledger holds 1 to {count}: 'dotnet autoresearch log' lists them.");
        throw new ResearchException(Codes.NoSuchExperiment, FormattableString.Invariant($"There is no experiment {number}. {known}"));
    }
}
