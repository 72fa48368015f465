using System.Runtime.InteropServices;
using AutoResearch.Processes;

namespace AutoResearch.Training;

/// <summary>
/// bubblewrap around a training process: namespaces of its own, so that there is no network and no other process; a
/// read-only file system made of an allow-list; no way to start a program beside itself.
/// </summary>
internal sealed class Sandbox(string program, Version version)
{
    // Not the cgroup namespace: .NET reads from there how much memory a container has.
    internal static readonly string[] Namespaces =
    [
        "--unshare-user",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        // As nobody, without a capability, also where the tool runs as root.
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--cap-drop",
        "ALL",
        // The kernel ends it when the tool is gone, however suddenly.
        "--die-with-parent",
    ];

    // --size came with 0.7. Without it, the kernel lets a folder in memory grow to half of the memory.
    private static readonly Version KnowsSize = new(0, 7);

    private static readonly Lazy<SandboxFinding> Finding = new(() => SandboxSearch.Run(UserEnvironment.Get("PATH")));

    /// <summary>The sandbox of this machine; looked for once per process.</summary>
    public static SandboxFinding Find() => Finding.Value;

    /// <summary>bubblewrap itself.</summary>
    public string Program => program;

    public Version Version => version;

    /// <summary>The command line that runs the training program inside.</summary>
    /// <param name="files">What it may see and write.</param>
    /// <param name="filter">The descriptor that <see cref="SystemCallFilter"/> is read from; null where there is none for this
    /// processor.</param>
    public IReadOnlyList<string> Command(TrainingFiles files, string? filter) => Command(files, filter, files.Command);

    /// <summary>The same for another program.</summary>
    public IReadOnlyList<string> Command(TrainingFiles files, string? filter, IEnumerable<string> command)
    {
        // bubblewrap can only mount a file that exists.
        File.Create(files.SavedWeights).Dispose();
        return
        [
            program,
            .. Namespaces,
            .. SandboxMounts.For(files, version >= KnowsSize),
            .. filter is null ? [] : (string[])["--seccomp", filter],
            "--chdir",
            files.Scratch,
            "--",
            .. command,
        ];
    }

    /// <summary>Describes the sandbox to a person.</summary>
    public override string ToString() =>
        $"bubblewrap {version}: training has no network, sees the system read-only and neither your home "
        + $"nor the repository, writes to its scratch folder alone"
        + (SystemCallFilter.Exists(RuntimeInformation.ProcessArchitecture) ? ", and starts no other program" : "");
}
