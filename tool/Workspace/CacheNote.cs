using System.Text;

namespace AutoResearch.Workspace;

/// <summary>Inside .git: which folder of the cache is this repository's, and where the repository lay when that was written down.</summary>
/// <param name="linked">The name of a linked worktree, which shares the state folder and has a cache of its own; null for the main
/// one.</param>
internal sealed class CacheNote(string stateFolder, string? linked)
{
    private string File => Path.Combine(stateFolder, linked is null ? "cache" : $"cache-{linked}");

    /// <summary>The cache folder's name and the repository's path; null where nothing is written down, or it cannot be read.</summary>
    public (string Name, string Repository)? Read()
    {
        try
        {
            return
                System.IO.File.Exists(File)
                && System.IO.File.ReadAllText(File).TrimEnd('\n').Split('\n') is [{ Length: > 0 } name, { Length: > 0 } repository]
                && name == Path.GetFileName(name)
                && name is not ("." or "..")
                ? (name, repository)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the note. Where that fails, the repository's path alone decides which folder it gets.</summary>
    public void Write(string name, string repository)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllText(File + ".new", $"{name}\n{repository}\n", new UTF8Encoding(false));
            System.IO.File.Move(File + ".new", File, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: whoever needs to write will say so.
        }
    }
}
