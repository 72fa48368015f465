using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>Whether the locked files of a commit are what its lock says: all that is wrong, not only the first.</summary>
internal sealed class AuditLock(ResearchWorkspace workspace, CommitGraph graph)
{
    private const string Untrusted =
        "What was measured with it does not count: bring the locked files of the last good commit back "
        + "(git checkout <commit> -- <file>), or lock them on purpose with 'dotnet autoresearch lock', and measure again.";

    /// <summary>The code and the sentence of everything that is wrong; empty when nothing is.</summary>
    public IReadOnlyList<(string Code, string Problem, string Remedy)> Check(string commit, ResearchProgram program)
    {
        if (workspace.Repository.Commits.ReadText(commit, LockFile.FileName) is not { } text)
            return [(Codes.NotInitialised, $"{LockFile.FileName} is missing, so nothing vouches for its files", Untrusted)];
        if (!LockFile.TryParse(text, out var lockFile, out var problem))
            return [(Codes.LockUnreadable, $"{LockFile.FileName} cannot be read: {problem}", Untrusted)];
        var files = graph.Hashes(commit);
        if (lockFile.Hashes.Count > 0 && !lockFile.Hashes.Keys.Any(files.ContainsKey))
        {
            return
            [
                (
                    Codes.LockedFileChanged,
                    $"{LockFile.FileName} is another project's: none of the {lockFile.Hashes.Count} files that it names is here "
                        + $"({lockFile.Hashes.Keys.First()} …)",
                    Untrusted
                ),
            ];
        }

        var wrong = new List<(string, string, string)>();
        foreach (var (path, hash) in lockFile.Hashes)
        {
            if (!files.TryGetValue(path, out var actual))
                wrong.Add((Codes.LockedFileChanged, $"{path} is locked and is missing", Untrusted));
            else if (actual != hash)
                wrong.Add(
                    (
                        Codes.LockedFileChanged,
                        $"{path} is locked and was changed: its SHA-256 is {actual[..12]}…, and {LockFile.FileName} says {hash[..12]}…",
                        Untrusted
                    )
                );
        }

        wrong.AddRange(
            files
                .Keys.Where(path => LockCheck.IsLocked(path, program) && !lockFile.Hashes.ContainsKey(path))
                .Select(path => (Codes.LockedFileChanged, $"{path} is not in {LockFile.FileName}, so nothing vouches for it", Untrusted))
        );
        return wrong;
    }

    /// <summary>Locked files, or the lock, that the working tree changes: the next experiment would be refused.</summary>
    public IEnumerable<Finding> CheckWorkTree(ResearchProgram program) =>
        from change in workspace.Repository.Changes()
        where !change.IsNew && (change.Path == LockFile.FileName || LockCheck.IsLocked(change.Path, program))
        select new Finding(
            Codes.LockedFileChanged,
            null,
            "the working tree",
            $"{change.Path} {(change.Path == LockFile.FileName ? "" : "is locked and ")}{State(change.Path)}",
            $"Undo it (git restore {change.Path}), or lock the files as they are on purpose with "
                + $"'dotnet autoresearch lock', which starts a new baseline."
        );

    private string State(string path) => File.Exists(Path.Combine(workspace.Folder, path)) ? "was changed" : "is missing";
}
