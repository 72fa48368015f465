namespace AutoResearch.Processes;

/// <summary>Paths without links: git names a worktree by its real path, so a path to compare with it has to be real, too.</summary>
internal static class RealPath
{
    // As many as the kernel follows before it gives up.
    private const int MostLinks = 40;

    /// <summary>The path with every link on it followed; what does not exist stays as it is.</summary>
    public static string Of(string path)
    {
        var links = 0;
        return Resolve(Path.GetFullPath(path));

        string Resolve(string full)
        {
            if (Path.GetDirectoryName(full) is not { } parent)
                return full;
            var real = Path.Combine(Resolve(parent), Path.GetFileName(full));
            return new FileInfo(real).LinkTarget is { } target && links++ < MostLinks
                ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(real)!))
                : real;
        }
    }
}
