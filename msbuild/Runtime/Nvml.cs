using System.Runtime.InteropServices;
using System.Text;

namespace AutoResearch;

/// <summary>
/// NVIDIA's GPUs and their memory through the driver's own library, which is wherever the driver is (NVML API reference:
/// nvmlDeviceGetMemoryInfo, nvmlDeviceGetComputeRunningProcesses_v3, nvmlDeviceGetName, nvmlDeviceGetUUID). Where the library or one of its
/// functions is missing or fails, nothing is reported and nothing is thrown.
/// </summary>
internal sealed class Nvml : IGpuMemory
{
    private const int Success = 0;

    // Room for the processes of one GPU. With more of them the call fails, and the memory in use on the whole GPU has to do.
    private const int MostProcesses = 256;

    // NVML_DEVICE_NAME_V2_BUFFER_SIZE and NVML_DEVICE_UUID_V2_BUFFER_SIZE.
    private const int LongestText = 96;

    private readonly MemoryInfo? memoryInfo;
    private readonly Processes? processes;
    private readonly Text? name;
    private readonly Text? uuid;
    private readonly IReadOnlyList<nint> devices = [];

    /// <param name="library">The driver's library; null for its usual name.</param>
    public Nvml(string? library = null)
    {
        if (
            !NativeLibrary.TryLoad(library ?? (OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1"), out var handle)
            || Function<Initialize>(handle, "nvmlInit_v2") is not { } initialize
            || initialize() != Success
        )
            return;
        memoryInfo = Function<MemoryInfo>(handle, "nvmlDeviceGetMemoryInfo");
        processes = Function<Processes>(handle, "nvmlDeviceGetComputeRunningProcesses_v3");
        name = Function<Text>(handle, "nvmlDeviceGetName");
        uuid = Function<Text>(handle, "nvmlDeviceGetUUID");
        if (
            Function<Count>(handle, "nvmlDeviceGetCount_v2") is { } count
            && Function<ByIndex>(handle, "nvmlDeviceGetHandleByIndex_v2") is { } byIndex
            && count(out var found) == Success
        )
            devices =
            [
                .. Enumerable
                    .Range(0, (int)found)
                    .Select(index => byIndex((uint)index, out var device) == Success ? device : 0)
                    .Where(device => device != 0),
            ];
    }

    private delegate int Initialize();

    private delegate int Count(out uint count);

    private delegate int ByIndex(uint index, out nint device);

    private delegate int Text(nint device, [Out] byte[] text, uint length);

    private delegate int MemoryInfo(nint device, out Memory memory);

    private delegate int Processes(nint device, ref uint count, [In, Out] ProcessInfo[] infos);

    /// <inheritdoc/>
    public IReadOnlyList<GpuMemoryUse> Read()
    {
        if (memoryInfo is null)
            return [];
        var uses = new List<GpuMemoryUse>(devices.Count);
        foreach (var device in devices)
        {
            uses.Add(
                memoryInfo(device, out var memory) == Success
                    ? new GpuMemoryUse((long)memory.Used, Own(device)) { Total = (long)memory.Total }
                    : default
            );
        }

        return uses;
    }

    /// <summary>The GPUs in the order of the PCI bus; empty where nothing can be told.</summary>
    public IReadOnlyList<GpuIdentity> Identities() =>
        [.. devices.Select(device => new GpuIdentity(Read(name, device) ?? "an NVIDIA GPU", Read(uuid, device)))];

    private static string? Read(Text? read, nint device)
    {
        var text = new byte[LongestText];
        return read is not null && read(device, text, LongestText) == Success
            ? Encoding.UTF8.GetString(text, 0, Math.Max(0, Array.IndexOf(text, (byte)0)))
            : null;
    }

    private long? Own(nint device)
    {
        var infos = new ProcessInfo[MostProcesses];
        var count = (uint)infos.Length;
        if (processes is null || processes(device, ref count, infos) != Success)
            return null;
        var own = infos.Take((int)count).Where(info => info.Id == Environment.ProcessId && info.UsedMemory <= long.MaxValue).ToList();
        return own.Count > 0 ? own.Sum(info => (long)info.UsedMemory) : null;
    }

    private static T? Function<T>(nint library, string name)
        where T : Delegate =>
        NativeLibrary.TryGetExport(library, name, out var address) ? Marshal.GetDelegateForFunctionPointer<T>(address) : null;

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    // UsedMemory is all ones where the driver does not know.
    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInfo
    {
        public uint Id;
        public ulong UsedMemory;
        public uint GpuInstance;
        public uint ComputeInstance;
    }
}
