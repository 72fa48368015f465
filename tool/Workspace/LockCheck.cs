using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Workspace;

/// <summary>Which files are locked, and whether a commit and its lock agree.</summary>
internal static class LockCheck
{
    // The human's own: steering and prose. They are no part of what builds or runs.
    private static readonly HashSet<string> HumanFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ResearchProgram.FileName,
        LockFile.FileName,
        "README.md",
        "LICENSE",
        "LICENSE.md",
        "LICENSE.txt",
    };

    public static bool IsLocked(string path, ResearchProgram program) =>
        !HumanFiles.Contains(path) && !program.Editable.Contains(path, StringComparer.Ordinal);

    /// <summary>The lock of a commit, after checking it against every file of that commit.</summary>
    /// <exception cref="ResearchException">The lock is missing or unreadable, or a file is not what it says.</exception>
    public static string Verify(GitRepository repository, string commit, ResearchProgram program)
    {
        var text = repository.Commits.ReadText(commit, LockFile.FileName)
            ?? throw new ResearchException(
                Codes.NotInitialised,
                $"{LockFile.FileName} is not in the repository. Make it with 'dotnet autoresearch init'."
            );
        if (!LockFile.TryParse(text, out var lockFile, out var problem))
            throw new ResearchException(Codes.LockUnreadable, LockMessages.Unreadable(problem));
        var hashes = repository.Commits.Hashes(commit);
        foreach (var (path, hash) in lockFile.Hashes)
        {
            if (program.Editable.Contains(path))
                throw new ResearchException(
                    Codes.ProgramInvalid,
                    $"{ResearchProgram.FileName} calls {path} editable, but {LockFile.FileName} locks it. Take it out of 'Editable "
                        + $"files', or run 'dotnet autoresearch lock'."
                );
            if (!hashes.TryGetValue(path, out var actual))
                throw new ResearchException(Codes.LockedFileChanged, LockMessages.Missing(path));
            if (actual != hash)
                throw Changed(path);
        }

        foreach (var path in hashes.Keys)
        {
            if (IsLocked(path, program) && !lockFile.Hashes.ContainsKey(path))
                throw new ResearchException(Codes.LockedFileChanged, LockMessages.New(path));
        }

        return text;
    }

    /// <summary>A file that a candidate's commit has no right to change, or null: everything but editable files is as in its
    /// parent.</summary>
    public static string? ChangedByCandidate(GitRepository repository, string parent, string candidate, ResearchProgram program) =>
        repository.Commits.ChangedPaths(parent, candidate).FirstOrDefault(path => !program.Editable.Contains(path, StringComparer.Ordinal));

    public static ResearchException Changed(string path) => new(Codes.LockedFileChanged, LockMessages.Changed(path));
}
