namespace AutoResearch;

/// <summary>What a person reads when the lock is broken: the same words from the analyzer and from the MSBuild task.</summary>
internal static class LockMessages
{
    public static string Changed(string path) =>
        $"{path} is locked and was changed. Undo the change (git restore {Quote(path)}), or lock the new content on purpose "
        + "with 'dotnet autoresearch lock', which starts a new baseline.";

    public static string Missing(string path) =>
        $"{path} is locked and is missing. Bring it back (git restore {Quote(path)}), or lock the project without it on purpose "
        + "with 'dotnet autoresearch lock', which starts a new baseline.";

    public static string New(string path) =>
        $"{path} was added and is not in {LockFile.FileName}, so nothing vouches for it. Remove it (git rm "
        + $"{Quote(path)}), or lock it on purpose "
        + "with 'dotnet autoresearch lock', which starts a new baseline.";

    public static string NoLock() =>
        $"{LockFile.FileName} is missing, so nothing says what an experiment may change. Bring it back "
        + $"(git restore {LockFile.FileName}), or make one with 'dotnet autoresearch lock'.";

    public static string Unreadable(string problem) =>
        $"{LockFile.FileName} cannot be read: {problem}. Bring it back (git restore {LockFile.FileName}), or make it anew "
        + "with 'dotnet autoresearch lock', which starts a new baseline.";

    private static string Quote(string path) => path.IndexOf(' ') < 0 ? path : $"\"{path}\"";
}
