using System.Runtime.InteropServices;

namespace AutoResearch;

/// <summary>Settings of native libraries that have to be made before the first of them is loaded. Linux with glibc only.</summary>
internal static partial class NativeSettings
{
    // mallopt(3).
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            KeepMemory();
            // OpenMP's threads spin while they wait. With a busy neighbour they spin away the time of the thread that they
            // wait for: a step then takes many times as long. The user's own setting stays.
            _ = setenv("OMP_WAIT_POLICY", "passive", overwrite: 0);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library (musl) keeps its own settings.
        }
    }

    // Each training step asks for the same large blocks again. By default malloc returns them to the kernel and they are
    // faulted in anew, which costs a fifth of a small model's step on a CPU.
    private static void KeepMemory()
    {
        _ = mallopt(MmapThreshold, 1 << 30);
        _ = mallopt(TrimThreshold, int.MaxValue);
        _ = mallopt(TopPad, 64 << 20);
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    // .NET's own copy of the environment is not what native code reads.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
