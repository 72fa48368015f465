using System.Runtime.InteropServices;

namespace AutoResearch;

/// <summary>
/// How the threads of a small processor wait for each other. GNU's OpenMP lets them spin: each turns round and round, by default 300,000
/// times, before it gives its processor up. Alone on the machine that is quickest. With a neighbour, they spin away the time of the very
/// thread that they wait for. A thousand rounds, tens of microseconds, cost nothing alone and leave a neighbour little to spoil (measured:
/// tests/Benchmarks/NOTES.md). See GOMP_SPINCOUNT in libgomp's manual.
/// </summary>
internal static partial class OpenMp
{
    private const string SpinCount = "GOMP_SPINCOUNT";

    private const string Rounds = "1000";

    // With more processors there is room for a neighbour, and waking so many threads takes longer; not measured.
    private const int SmallProcessor = 8;

    /// <summary>Before libtorch is loaded, which reads the variable. What the user has set stays.</summary>
    public static void SpinBriefly()
    {
        if (
            !OperatingSystem.IsLinux()
            || Environment.ProcessorCount >= SmallProcessor
            || Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null
        )
            return;
        try
        {
            // .NET keeps an environment of its own: what is set there never reaches a library.
            _ = setenv(SpinCount, Rounds, overwrite: 0);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // A system without it: threads wait as they do there.
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
