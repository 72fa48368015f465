namespace AutoResearch.EndToEnd.Sandboxes;

/// <summary>A folder to be the whole PATH of a machine: with dotnet, and with such a bubblewrap as a test needs.</summary>
internal sealed class SearchPath : IDisposable
{
    // What bubblewrap 0.8 says where user namespaces are forbidden.
    private const string Forbidden =
        "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.";

    public SearchPath()
    {
        var dotnet = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .First(File.Exists);
        File.CreateSymbolicLink(
            Path.Combine(Folder, "dotnet"),
            File.ResolveLinkTarget(dotnet, returnFinalTarget: true)?.FullName ?? dotnet
        );
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("autoresearch-path-").FullName;

    public SearchPath WithForbiddenBubblewrap()
    {
        var program = Path.Combine(Folder, "bwrap");
        File.WriteAllText(program, $"#!/bin/sh\necho '{Forbidden}' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
