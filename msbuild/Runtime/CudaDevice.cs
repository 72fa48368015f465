using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AutoResearch;

/// <summary>
/// Names a CUDA device: model and memory. CUDA itself is asked, through the driver that libtorch has loaded by then, because only it counts
/// devices as libtorch does, whatever CUDA_VISIBLE_DEVICES and CUDA_DEVICE_ORDER say (CUDA driver API: cuDeviceGet, cuDeviceGetName,
/// cuDeviceTotalMem).
/// </summary>
public static class CudaDevice
{
    private const int Success = 0;
    private const int LongestName = 256;
    private const double Gibibyte = 1L << 30;

    private delegate int Initialize(uint flags);

    private delegate int Get(out int device, int ordinal);

    private delegate int Name([Out] byte[] name, int length, int device);

    private delegate int TotalMemory(out nuint bytes, int device);

    /// <summary>As the ledger names a device: <c>NVIDIA H200, 139 GiB</c>.</summary>
    /// <param name="ordinal">Its number as libtorch counts; negative for the one that is used by default, the first.</param>
    /// <returns>Null where the driver does not tell.</returns>
    public static string? Describe(int ordinal) => Describe(ordinal, OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1");

    internal static string? Describe(int ordinal, string library)
    {
        if (
            !NativeLibrary.TryLoad(library, out var handle)
            || Function<Initialize>(handle, "cuInit") is not { } initialize
            || initialize(0) != Success
            || Function<Get>(handle, "cuDeviceGet") is not { } get
            || get(out var device, Math.Max(0, ordinal)) != Success
        )
            return null;
        var bytes = new byte[LongestName];
        if (Function<Name>(handle, "cuDeviceGetName") is not { } name || name(bytes, bytes.Length, device) != Success)
            return null;
        var model = Encoding.UTF8.GetString(bytes, 0, Math.Max(0, Array.IndexOf(bytes, (byte)0))).Trim();
        return Function<TotalMemory>(handle, "cuDeviceTotalMem_v2") is { } total && total(out var memory, device) == Success
            ? string.Create(CultureInfo.InvariantCulture, $"{model}, {Math.Floor(memory / Gibibyte):0} GiB")
            : model;
    }

    private static T? Function<T>(nint library, string name)
        where T : Delegate =>
        NativeLibrary.TryGetExport(library, name, out var address) ? Marshal.GetDelegateForFunctionPointer<T>(address) : null;
}
