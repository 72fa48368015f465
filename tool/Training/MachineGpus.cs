using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Training;

/// <summary>Looks for GPUs from outside the sandbox, in what the driver writes to the file system; nothing is loaded or started.</summary>
internal static class MachineGpus
{
    /// <summary>What this machine has.</summary>
    public static MachineDevices Find() => Find("/", UserEnvironment.Get("CUDA_VISIBLE_DEVICES"));

    /// <param name="root">The root of the file system.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES: empty or -1 hides all GPUs; null where it is not set.</param>
    public static MachineDevices Find(string root, string? visible)
    {
        if (visible is "" or "-1" or "NoDevFiles")
            return new MachineDevices([], false);
        var devices = Path.Combine(root, "dev");
        // WSL has one device for whatever GPUs Windows has, and no list of them.
        if (File.Exists(Path.Combine(devices, "dxg")) && Directory.Exists(Path.Combine(root, "usr/lib/wsl/lib")))
            return new MachineDevices(["a GPU of Windows (WSL)"], true);
        var listed = Path.Combine(root, "proc/driver/nvidia/gpus");
        if (!Directory.Exists(listed))
            return new MachineDevices([], false);
        var names = Directory.GetFiles(listed, "information", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).Where(line => line.StartsWith("Model:", StringComparison.Ordinal)).Take(1))
            .Select(line => line["Model:".Length..].Trim()).ToList();
        return new MachineDevices(names, Directory.Exists(devices) && Directory.GetFiles(devices, "nvidia?").Length > 0 && File.Exists(Path.Combine(devices, "nvidiactl")));
    }
}
