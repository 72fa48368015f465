using AutoResearch.Processes;
using AutoResearch.Training;

namespace AutoResearch.Proposers.Agents;

/// <summary>Removes a folder whatever its owner made of the permissions in it. Links are removed, never followed.</summary>
internal static class FolderRemoval
{
    public static void Remove(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
            File.Delete(folder);
        if (!Directory.Exists(folder))
            return;
        try
        {
            Open(folder);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException && ProcessGroup.FindUtility("rm") is not null)
        {
            // Folders in folders beyond the longest path that a call takes: rm goes down step by step.
            new UserCommand(ProcessGroup.FindUtility("rm")!, "-rf", "--", folder).Run();
            if (Directory.Exists(folder))
                throw;
        }
    }

    public static void AllowWriting(string file)
    {
        if (OperatingSystem.IsWindows())
            File.SetAttributes(file, FileAttributes.Normal);
        else
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // Permission to write a folder is enough to remove what is in it; on Windows, a file's own read-only attribute forbids that.
    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (
            var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(
                "*",
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
            )
        )
        {
            if (entry.LinkTarget is not null)
                continue;
            if (entry is DirectoryInfo)
                Open(entry.FullName);
            else if (OperatingSystem.IsWindows())
                entry.Attributes = FileAttributes.Normal;
        }
    }
}
