namespace AutoResearch.Loop;

/// <summary>Paths as the system knows them: git names a worktree by its real path, and so must whoever compares the two.</summary>
internal static class RealPath
{
    /// <summary>The path without links in any of its folders; what does not exist yet is left as it is.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full)!;
        var real = root;
        foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.LinkTarget is null ? next.FullName : Of(next.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }

        return real;
    }
}
