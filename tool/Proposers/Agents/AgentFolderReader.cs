using System.Text;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// Compares what lies in an agent's folder with what was put there, by content. Nothing that the agent made there is trusted to be a
/// file, or small, or text: links are not followed, and what is too long is not read.
/// </summary>
internal static class AgentFolderReader
{
    public const string HypothesisName = "HYPOTHESIS.txt";

    /// <summary>Bytes of an editable file. A hundred times what a person writes.</summary>
    public const int LongestFile = 1 << 20;

    private const int LongestHypothesis = 64 * 1024;
    private const int MostEntries = 2000;
    private const int MostProblems = 10;

    // Where a build in the folder would put its output: of no use, and no harm.
    private static readonly string[] BuildOutput = ["bin", "obj"];

    /// <param name="leavings">Beginnings of names at the top of the folder that are the agent's own.</param>
    public static AgentChanges Read(AgentWorkspace workspace, IReadOnlyList<string> leavings)
    {
        var problems = new List<string>();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(workspace.Folder) || new DirectoryInfo(workspace.Folder).LinkTarget is not null)
            return new AgentChanges(files, ["the folder that it was to work in is gone"], null);
        var found = new Dictionary<string, FileInfo>(StringComparer.Ordinal);
        if (
            !TryFind(
                workspace.Folder,
                name => BuildOutput.Contains(name) || leavings.Any(leaving => name.StartsWith(leaving, StringComparison.Ordinal)),
                found
            )
        )
            return new AgentChanges(files, [$"it made more than {MostEntries} files and folders, or folders too deep to be read"], null);
        foreach (var (path, bytes) in workspace.Written.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (!found.Remove(path, out var file))
                problems.Add($"{path} was deleted");
            else if (file.LinkTarget is not null)
                problems.Add($"{path} was replaced by a link");
            else if (workspace.Editable.Contains(path))
                ReadEditable(path, file, bytes);
            else if (file.Length != bytes.Length || !Bytes(file).AsSpan().SequenceEqual(bytes))
                problems.Add($"{path} was changed");
        }

        var hypothesis =
            found.Remove(HypothesisName, out var told) && told.LinkTarget is null && told.Length is > 0 and <= LongestHypothesis
                ? Encoding.UTF8.GetString(Bytes(told))
                : null;
        foreach (var (path, file) in found.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (workspace.Editable.Contains(path) && file.LinkTarget is null)
                ReadEditable(path, file, []);
            else
                problems.Add($"{UntrustedText.Quote(path, 120)} was added");
        }

        return new AgentChanges(
            files,
            problems.Count <= MostProblems ? problems : [.. problems.Take(MostProblems), $"and {problems.Count - MostProblems} more"],
            hypothesis
        );

        void ReadEditable(string path, FileInfo file, byte[] before)
        {
            // A pipe or a socket has no length, and reading it would wait for ever.
            if (file.Length > LongestFile)
                problems.Add($"{path} is longer than {LongestFile >> 20} MiB");
            else if (file.Length == 0)
                problems.Add($"{path} is empty");
            else if (Bytes(file) is var bytes && !bytes.AsSpan().SequenceEqual(before))
                Take(path, bytes);
        }

        void Take(string path, byte[] bytes)
        {
            if (Text(bytes) is { } text)
                files[path] = text;
            else
                problems.Add($"{path} is no text in UTF-8");
        }
    }

    // Files and links; folders that are links are not entered. False where there are too many.
    private static bool TryFind(string root, Func<string, bool> isIgnored, Dictionary<string, FileInfo> found)
    {
        var everything = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true };
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        var seen = 0;
        try
        {
            while (folders.TryPop(out var folder))
            {
                foreach (var entry in folder.EnumerateFileSystemInfos("*", everything))
                {
                    if (folder.FullName == root && isIgnored(entry.Name))
                        continue;
                    if (++seen > MostEntries)
                        return false;
                    if (entry is DirectoryInfo inner && inner.LinkTarget is null)
                        folders.Push(inner);
                    else
                        found[Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/')] = new FileInfo(
                            entry.FullName
                        );
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // A path that is too long has no name.
            return false;
        }
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return text.Contains('\0') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // The agent may have removed the permission to read it.
    private static byte[] Bytes(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (UnauthorizedAccessException)
        {
            FolderRemoval.AllowWriting(file.FullName);
            return File.ReadAllBytes(file.FullName);
        }
    }
}
