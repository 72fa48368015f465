using System.Globalization;
using AutoResearch.Processes;

namespace AutoResearch.Training;

/// <summary>The file system inside the sandbox: it starts empty, and only listed files and folders of the machine are mounted.</summary>
internal static class SandboxMounts
{
    private const long ScratchBytes = 256L << 20;
    private const long TemporaryBytes = 16L << 20;
    private const long HiddenBytes = 4096;

    // Programs and libraries. Not /usr as a whole: containers keep sources in /usr/src.
    private static readonly string[] SystemFolders =
    [
        "/usr/bin",
        "/usr/sbin",
        "/usr/lib",
        "/usr/lib32",
        "/usr/lib64",
        "/usr/libx32",
        "/usr/local/lib",
        "/usr/share/zoneinfo",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/libx32",
        "/nix/store",
        "/gnu/store",
    ];

    // How the loader finds libraries, and what time it is.
    private static readonly string[] Settings =
    [
        "/etc/ld.so.cache",
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d",
        "/etc/alternatives",
        "/etc/localtime",
    ];

    // What CUDA, ROCm and WSL reach a GPU through.
    private static readonly (string Folder, string Pattern)[] Devices =
    [
        ("/dev", "nvidia*"),
        ("/dev", "dri"),
        ("/dev", "kfd"),
        ("/dev", "dxg"),
    ];

    // The parts of /proc that container engines make read-only (opencontainers/runtime-spec, "readonlyPaths"), and others that control
    // the kernel.
    private static readonly string[] KernelInterfaces =
    [
        "/proc/sys",
        "/proc/sysrq-trigger",
        "/proc/irq",
        "/proc/bus",
        "/proc/fs",
        "/proc/acpi",
        "/proc/scsi",
        "/proc/mtrr",
        "/proc/asound",
    ];

    // What container engines hide altogether ("maskedPaths"): the machine's memory, keys, timers and firmware. Root could read them.
    private static readonly string[] HiddenFiles =
    [
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/proc/sched_debug",
    ];

    private static readonly string[] HiddenFolders = ["/sys/firmware", "/sys/devices/virtual/powercap"];

    private static readonly (string Folder, string Pattern)[] Toolkits = [("/usr/local", "cuda*"), ("/opt", "rocm*")];

    /// <summary>bubblewrap's arguments; a later one is mounted over an earlier one.</summary>
    /// <param name="files">What the process may see and write.</param>
    /// <param name="sized">Whether bubblewrap can limit the size of a folder in memory.</param>
    public static IEnumerable<string> For(TrainingFiles files, bool sized) =>
        [
            .. SystemFolders.SelectMany(SystemFolder),
            .. Settings.SelectMany(ReadOnly),
            .. Toolkits.SelectMany(Find).SelectMany(ReadOnly),
            // Libraries count the processors and the PCI devices here.
            .. ReadOnly("/sys"),
            .. HiddenFolders
                .Where(Directory.Exists)
                .SelectMany(folder => (string[])[.. Memory(folder, HiddenBytes, sized), "--remount-ro", folder]),
            // Writable, as CUDA writes to its own threads' entries. Where the tool runs as root, the kernel's interfaces could change the
            // machine, so they are read-only.
            "--proc",
            "/proc",
            .. KernelInterfaces.SelectMany(path => (string[])["--ro-bind-try", path, path]),
            // bubblewrap mounts without devices (nodev), so that /dev/null in a file's place cannot even be opened.
            .. HiddenFiles.Where(File.Exists).SelectMany(path => (string[])["--ro-bind", "/dev/null", path]),
            .. Memory("/tmp", TemporaryBytes, sized),
            "--dev",
            "/dev",
            .. Devices.SelectMany(Find).SelectMany(device => (string[])["--dev-bind", device, device]),
            "--remount-ro",
            "/dev",
            .. GpuDriver.Folders(GpuDriver.LoaderCache(), Directory.Exists).SelectMany(ReadOnly),
            .. LibraryPath(files).SelectMany(ReadOnly),
            .. Runtime(files).SelectMany(ReadOnly),
            .. Output(Path.GetDirectoryName(files.Program)!).SelectMany(ReadOnly),
            .. Memory(files.Scratch, ScratchBytes, sized),
            "--bind",
            files.SavedWeights,
            files.SavedWeights,
            .. files.Weights is null ? [] : ReadOnly(files.Weights),
            "--remount-ro",
            "/",
        ];

    // Where /lib is a link to /usr/lib, it is also one inside.
    private static string[] SystemFolder(string folder) =>
        new DirectoryInfo(folder).LinkTarget is { } target ? ["--symlink", target, folder] : ReadOnly(folder);

    private static string[] ReadOnly(string path) => ["--ro-bind-try", path, path];

    private static string[] Memory(string folder, long bytes, bool sized) =>
        sized ? ["--size", bytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", folder] : ["--tmpfs", folder];

    private static string[] Find((string Folder, string Pattern) devices) =>
        Directory.Exists(devices.Folder) ? Directory.GetFileSystemEntries(devices.Folder, devices.Pattern) : [];

    // Only the three parts of a .NET installation that running a program needs, as the installation may lie in the user's home.
    private static IEnumerable<string> Runtime(TrainingFiles files)
    {
        var root = Path.GetDirectoryName(files.RealHost)!;
        return [files.RealHost, Path.Combine(root, "host"), Path.Combine(root, "shared")];
    }

    // The native libraries in the output are links into the package folder or a PyTorch: only the files that they point to are mounted.
    private static IEnumerable<string> Output(string folder) =>
        [
            folder,
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => file.LinkTarget is not null)
                .Select(link => Path.GetFullPath(link.LinkTarget!, link.DirectoryName!)),
        ];

    // The folders of the user's own libraries, without those that contain the home, the current or the scratch folder.
    private static IEnumerable<string> LibraryPath(TrainingFiles files)
    {
        string[] kept = [Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.CurrentDirectory, files.Scratch];
        return (UserEnvironment.Get("LD_LIBRARY_PATH") ?? "")
            .Split(':')
            .Where(Path.IsPathRooted)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Where(folder => folder != "/" && !kept.Any(path => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)));
    }
}
