using System.Globalization;
using System.Text.RegularExpressions;
using AutoResearch.Processes;
using AutoResearch.Research.Program;

namespace AutoResearch.Training;

/// <summary>
/// Looks for GPUs from outside the sandbox: in what the driver writes to the file system, and where it writes nothing (containers, WSL) in
/// what its own library says.
/// </summary>
internal static partial class MachineGpus
{
    private const string Library = "libnvidia-ml.so.1";

    // Loaded once, and only where the file system names no GPU, or a GPU's memory is asked for.
    private static readonly Lazy<Nvml> Driver = new(FindDriver);

    /// <summary>What this machine has.</summary>
    public static MachineDevices Find() => Find("/", UserEnvironment.Get("CUDA_VISIBLE_DEVICES"), () => Driver.Value.Identities());

    /// <summary>How much memory is in use on the GPU that a device names; null where the driver does not say.</summary>
    /// <param name="asked">What program.md says: auto, cuda or cuda:1.</param>
    public static GpuMemoryUse? Memory(string asked)
    {
        var all = Driver.Value.Identities();
        var visible = Visible(all, UserEnvironment.Get("CUDA_VISIBLE_DEVICES"));
        var number = asked.Split(':') is [_, var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var index) ? index : 0;
        var place = visible.ElementAtOrDefault(number) is { } gpu ? all.ToList().IndexOf(gpu) : -1;
        return place >= 0 && Driver.Value.Read().ElementAtOrDefault(place) is { Total: > 0 } use ? use : null;
    }

    /// <param name="root">The root of the file system.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES; null where it is not set.</param>
    /// <param name="driver">What the driver's library says, in the order of the PCI bus.</param>
    public static MachineDevices Find(string root, string? visible, Func<IReadOnlyList<GpuIdentity>> driver)
    {
        var listed = Listed(root);
        var all = listed.Count > 0 ? listed : driver();
        var isWsl = File.Exists(Path.Combine(root, "dev/dxg"));
        // WSL has one device for whatever GPUs Windows has, and no list of them.
        if (all.Count == 0 && isWsl && File.Exists(Path.Combine(root, "usr/lib/wsl/lib/libcuda.so.1")))
            all = [new GpuIdentity("a GPU of Windows (WSL)", null)];
        var seen = Visible(all, visible);
        string[] hidden = seen.Count > 0 ? [] : [.. all.Select(gpu => gpu.Name)];
        return new MachineDevices([.. seen.Select(gpu => gpu.Name)], isWsl ? [] : MissingNodes(root))
        {
            Hidden = hidden,
            HasUnsupported = all.Count == 0 && File.Exists(Path.Combine(root, "dev/kfd")),
        };
    }

    /// <summary>
    /// The GPUs that CUDA_VISIBLE_DEVICES leaves visible. It lists numbers and prefixes of identifiers; the first entry that names no GPU
    /// ends the list (CUDA C++ Programming Guide, "CUDA Environment Variables"). If an entry names a part of a GPU (MIG), all are returned.
    /// </summary>
    public static IReadOnlyList<GpuIdentity> Visible(IReadOnlyList<GpuIdentity> all, string? visible)
    {
        if (visible is null)
            return all;
        var seen = new List<GpuIdentity>();
        foreach (var word in visible.Split(',').Select(word => word.Trim()))
        {
            if (word.StartsWith("MIG-", StringComparison.OrdinalIgnoreCase))
                return all;
            var found =
                int.TryParse(word, CultureInfo.InvariantCulture, out var index) ? all.ElementAtOrDefault(index)
                : word.Length == 0 ? null
                : all.FirstOrDefault(gpu => gpu.Uuid?.StartsWith(word, StringComparison.OrdinalIgnoreCase) == true);
            // Where the identifiers of the GPUs are unknown, an identifier in the list is believed and counts as the first GPU.
            if (found is null && word.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase) && all.Any(gpu => gpu.Uuid is null))
                found = all[0];
            if (found is null)
                break;
            seen.Add(found);
        }

        return seen;
    }

    private static List<GpuIdentity> Listed(string root)
    {
        var folder = Path.Combine(root, "proc/driver/nvidia/gpus");
        // The folders are named after the GPUs' places on the PCI bus, so sorting them by name gives the order of the bus.
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .GetFiles(folder, "information", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText)
                    .Where(text => Model().IsMatch(text))
                    .Select(text => new GpuIdentity(
                        Model().Match(text).Groups[1].Value,
                        Uuid().Match(text) is { Success: true } found ? found.Groups[1].Value : null
                    )),
            ];
    }

    private static List<string> MissingNodes(string root)
    {
        var devices = Path.Combine(root, "dev");
        var missing = new List<string>();
        if (!Directory.Exists(devices) || !Directory.GetFiles(devices, "nvidia*").Any(node => char.IsAsciiDigit(node[^1])))
            missing.Add("/dev/nvidia0");
        // nvidiactl controls the driver, nvidia-uvm manages the memory shared with the processor: CUDA does not start unless both exist.
        missing.AddRange(((string[])["/dev/nvidiactl", "/dev/nvidia-uvm"]).Where(node => !File.Exists(Path.Combine(root, node[1..]))));
        return missing;
    }

    private static Nvml FindDriver()
    {
        if (!OperatingSystem.IsLinux())
            return new Nvml();
        var places = GpuDriver.Folders(GpuDriver.LoaderCache(), Directory.Exists).Select(folder => Path.Combine(folder, Library));
        return places.Prepend(Library).Select(library => new Nvml(library)).FirstOrDefault(driver => driver.Identities().Count > 0)
            ?? new Nvml();
    }

    [GeneratedRegex(@"^Model:[ \t]*(.+?)[ \t\r]*$", RegexOptions.Multiline)]
    private static partial Regex Model();

    [GeneratedRegex(@"^GPU UUID:[ \t]*(\S+)", RegexOptions.Multiline)]
    private static partial Regex Uuid();
}
