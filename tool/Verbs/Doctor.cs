using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>How a check ended.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but a person may want to know.</summary>
    Note,

    /// <summary>Experiments cannot run.</summary>
    Failed,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record DoctorCheck(string Name, CheckState State, string Message);

/// <summary>Looks at everything that an experiment needs and explains what is missing.</summary>
internal static class Doctor
{
    // What libLibTorchSharp.so of TorchSharp 0.107 asks of the C++ runtime.
    private const string NeededByTorchSharp = "GLIBCXX_3.4.32";

    private static readonly string[] StandardLibraryFolders =
    [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/lib/x86_64-linux-gnu",
        "/usr/lib64",
        "/lib64",
        "/usr/lib",
    ];

    public static IReadOnlyList<DoctorCheck> Examine(string folder, CancellationToken cancellation)
    {
        var trying = new DeviceTrying(folder, cancellation);
        return
        [
            Check("sdk", () =>
                Sdk.Find(folder) is { } sdk
                    ? (CheckState.Ok, $".NET SDK {sdk.Version}")
                    : throw new ResearchException(
                        Codes.NoSdk,
                        $"no .NET SDK that {folder} accepts was found. 'dotnet --list-sdks' shows what "
                            + "is here; global.json says what is asked for."
                    )
            ),
            Check("repository", () => Repository(folder)),
            Check("program.md", () => Program(folder)),
            Check("lock", () => Lock(folder)),
            Check("build", trying.Build),
            Check("libtorch", () => LibTorch(trying.Torch)),
            Check("gpu", Gpu),
            Check("sandbox", () => SandboxOf(folder)),
            Check("device", trying.Device),
            Check("disk", () => Disk(folder)),
        ];
    }

    private static (CheckState, string) Repository(string folder)
    {
        using var repository = GitRepository.Open(folder);
        repository.RequireResearchBranch();
        return (CheckState.Ok, $"{repository.WorkTree} on {repository.Branch}");
    }

    private static (CheckState, string) Program(string folder)
    {
        using var workspace = ResearchWorkspace.Open(folder);
        var program = workspace.Program;
        return (
            CheckState.Ok,
            $"{program.Metric.Name}, {Format.Better(program.Metric.Direction)}; {program.Budget} of training; editable: "
                + $"{string.Join(", ", program.Editable)}"
        );
    }

    private static (CheckState, string) Lock(string folder)
    {
        using var workspace = ResearchWorkspace.Open(folder);
        workspace.Repository.RequireResearchBranch();
        var text = LockCheck.Verify(workspace.Repository, workspace.Repository.HeadCommit, workspace.Program);
        return (CheckState.Ok, $"{text.Count(c => c == '\n')} files locked, all as they should be; {ResearchWorkspace.LockId(text)}");
    }

    // libtorch's version, and whether it can load.
    private static (CheckState, string) LibTorch(BuiltTorch? torch)
    {
        var (state, remedy) = NativeLibrary();
        if (torch is { Fits: false } && state == CheckState.Ok)
            state = CheckState.Note;
        return (state, torch is null ? remedy : $"{torch}; {remedy}");
    }

    private static (CheckState, string) NativeLibrary()
    {
        if (!OperatingSystem.IsLinux())
            return (CheckState.Ok, "this system needs no remedy for TorchSharp's native library");
        var library = StandardLibraryFolders.Select(path => Path.Combine(path, "libstdc++.so.6")).FirstOrDefault(File.Exists);
        if (library is null)
        {
            return (
                CheckState.Failed,
                "libstdc++.so.6 was not found; libtorch needs it. Install your distribution's package "
                    + "(Debian, Ubuntu: libstdc++6; RHEL: libstdc++)."
            );
        }

        return File.ReadAllBytes(library).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(NeededByTorchSharp + "\0")) >= 0
            ? (CheckState.Ok, $"{library} has {NeededByTorchSharp}, which TorchSharp asks for")
            : (
                CheckState.Note,
                $"{library} lacks {NeededByTorchSharp}, which TorchSharp asks for but never calls. The build makes a copy of "
                    + "libLibTorchSharp.so for this project that asks for it weakly; the package cache is "
                    + "left alone, and nothing has to be done. "
                    + "Without it, TorchSharp would report a missing libtorch."
            );
    }

    private static (CheckState, string) Gpu()
    {
        var machine = MachineGpus.Find();
        var gpus = string.Join(" and ", machine.Gpus);
        return machine switch
        {
            { Gpus: [], Hidden: [_, ..] } => (
                CheckState.Note,
                $"CUDA_VISIBLE_DEVICES hides {string.Join(" and ", machine.Hidden)}; training runs on the CPU. Unset it to train on them."
            ),
            { Gpus: [], HasUnsupported: true } => (
                CheckState.Note,
                "there is a GPU for ROCm (/dev/kfd), which TorchSharp has no libtorch for; training runs on the CPU"
            ),
            { Gpus: [] } => (CheckState.Note, "no NVIDIA driver answers; training runs on the CPU"),
            { MissingNodes: [_, ..] } => (
                CheckState.Note,
                $"{gpus}, but {string.Join(" and ", machine.MissingNodes)} is not there. In a container, pass the GPU on "
                    + "(docker run --gpus all); elsewhere 'sudo nvidia-modprobe -u -c 0' makes it."
            ),
            _ => (CheckState.Ok, $"{gpus}; TorchBackend cuda, system or auto uses it"),
        };
    }

    private static (CheckState, string) SandboxOf(string folder)
    {
        var finding = Sandbox.Find();
        if (finding.Sandbox is { } sandbox)
            return (CheckState.Ok, sandbox.ToString());
        var required = IsSandboxRequired(folder);
        var consequence = required
            ? $"{ResearchProgram.FileName} requires a sandbox"
            : "training runs without a sandbox, in a process group of its own with a reduced environment";
        return (required ? CheckState.Failed : CheckState.Note, $"{consequence}: {finding.Problem}. {finding.Remedy}");
    }

    // A program.md that cannot be read is reported on a line of its own.
    private static bool IsSandboxRequired(string folder)
    {
        try
        {
            using var workspace = ResearchWorkspace.Open(folder);
            return workspace.Program.Sandbox == SandboxMode.Require;
        }
        catch (ResearchException)
        {
            return false;
        }
    }

    private static (CheckState, string) Disk(string folder)
    {
        using var workspace = ResearchWorkspace.Open(folder);
        workspace.RequireDiskSpace();
        return (
            CheckState.Ok,
            $"{new DriveInfo(workspace.Cache).AvailableFreeSpace >> 30} GB free for slots, scratch and weights in {workspace.Cache}"
        );
    }

    private static DoctorCheck Check(string name, Func<(CheckState State, string Message)> look)
    {
        try
        {
            var (state, message) = look();
            return new DoctorCheck(name, state, message);
        }
        catch (ResearchException exception)
        {
            return new DoctorCheck(name, CheckState.Failed, $"{exception.Code}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A check that cannot be made must not keep the others from being shown.
            return new DoctorCheck(name, CheckState.Failed, $"{Codes.FileAccess}: {exception.Message}");
        }
    }
}
