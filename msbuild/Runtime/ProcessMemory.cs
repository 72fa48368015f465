using System.Diagnostics;
using System.Globalization;

namespace AutoResearch;

/// <summary>What this process has used of the machine's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>Peak resident memory in bytes.</summary>
    public static long Peak()
    {
        // On Linux, Process.PeakWorkingSet64 is the current size; the kernel's own high-water mark is VmHWM.
        if (OperatingSystem.IsLinux())
        {
            foreach (var line in File.ReadLines("/proc/self/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
            }
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
