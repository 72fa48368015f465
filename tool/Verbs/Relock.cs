using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What a lock now holds.</summary>
/// <param name="Files">How many files are locked.</param>
/// <param name="Changed">Paths that are new, changed or gone since the lock before.</param>
/// <param name="Commit">The commit that holds it; null when nothing changed.</param>
internal sealed record LockResult(int Files, IReadOnlyList<string> Changed, string? Commit);

/// <summary>Writes <c>autoresearch.lock</c> for the working tree as it is, and commits it with what it locks.</summary>
internal static class Relock
{
    public static LockResult Run(ResearchWorkspace workspace, string message)
    {
        var repository = workspace.Repository;
        var program = workspace.Program;
        repository.RequireIdentity();
        Restore(workspace.Folder);
        var files = repository
            .FilesNotIgnored()
            .Where(path => LockCheck.IsLocked(path, program) && (repository.IsTracked(path) || !AgentLeavings.AreOfOneMachine(path)))
            .ToList();
        var path = Path.Combine(workspace.Folder, LockFile.FileName);
        var before =
            File.Exists(path) && LockFile.TryParse(File.ReadAllText(path), out var old, out _)
                ? old.Hashes
                : new Dictionary<string, string>();
        var now = files.ToDictionary(file => file, file => Hash(Path.Combine(workspace.Folder, file)));
        File.WriteAllText(path, LockFile.Create(now).ToString());
        var changed = now.Where(entry => before.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => entry.Key)
            .Concat(before.Keys.Where(file => !now.ContainsKey(file)))
            .Order(StringComparer.Ordinal)
            .ToList();
        var commit = Commit(repository, program, message);
        return new LockResult(now.Count, changed, commit);
    }

    /// <summary>Brings the hashes of a readable lock up to date with the files it names.</summary>
    public static void Refresh(string folder)
    {
        var path = Path.Combine(folder, LockFile.FileName);
        if (!File.Exists(path) || !LockFile.TryParse(File.ReadAllText(path), out var old, out _))
            return;
        var present = old.Hashes.Keys.Where(file => File.Exists(Path.Combine(folder, file)));
        File.WriteAllText(path, LockFile.Create(present.ToDictionary(file => file, file => Hash(Path.Combine(folder, file)))).ToString());
    }

    // Everything but a candidate's edits: these are for `step`.
    private static string? Commit(GitRepository repository, ResearchProgram program, string message)
    {
        var changed = repository
            .Changes()
            .Where(change => !change.IsNew || !AgentLeavings.AreOfOneMachine(change.Path))
            .Select(change => change.Path)
            .Where(file => repository.IsUnborn || !program.Editable.Contains(file));
        // An ignore file of the user's own may have a rule for locks of every kind; these two have to be in the commit.
        var files = changed.Union(repository.Untracked([LockFile.FileName, "packages.lock.json"])).ToList();
        return files.Count == 0 ? null : repository.Commits.CommitFiles(files, message);
    }

    // packages.lock.json is one of the locked files; a restore writes it.
    private static void Restore(string folder)
    {
        Sdk.Use(folder);
        var result = RestoreInProcess(folder);
        if (!result.Succeeded)
            throw new ResearchException(
                Codes.BuildFailed,
                $"Restoring the packages of {folder} failed: {string.Join("; ", result.Errors)}"
            );
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult RestoreInProcess(string folder) => new ProjectBuilder(folder).Restore();

    private static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
