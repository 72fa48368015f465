using System.Globalization;

namespace AutoResearch;

/// <summary>
/// What this process and its machine have had of the processors up to a moment. The difference of two readings tells what training
/// got, what it had to wait for, and who had the rest.
/// <list type="bullet">
/// <item>Waiting is the second field of <c>/proc/self/task/*/schedstat</c>, "time spent waiting on a runqueue" in nanoseconds
/// (the kernel's Documentation/scheduler/sched-stats.rst), a thread at a time: <c>/proc/self/schedstat</c> is the main thread alone,
/// and nothing sums over a process. A thread that ends between two readings takes its number with it, so the sum is at least what
/// it says; OpenMP's threads, which wait most, live as long as the process. "0 0 0" is what a kernel without the accounts writes.</item>
/// <item>The machine's time is the first line of <c>/proc/stat</c> in hundredths of a second: proc_stat(5). Stolen is what the host
/// of a virtual machine gave to others.</item>
/// </list>
/// </summary>
internal sealed class ProcessorReading
{
    // USER_HZ, which is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    private const double NanosecondsPerSecond = 1e9;

    private readonly double own;
    private readonly Dictionary<string, (long Ran, long Waited)>? threads;
    private readonly (double Busy, double Stolen)? machine;

    private ProcessorReading(double own, Dictionary<string, (long Ran, long Waited)>? threads, (double Busy, double Stolen)? machine)
    {
        this.own = own;
        this.threads = threads;
        this.machine = machine;
    }

    /// <summary>Reads everything now.</summary>
    public static ProcessorReading Take() =>
        OperatingSystem.IsLinux()
            ? new ProcessorReading(OwnSeconds, ReadThreads(), ReadMachine())
            : new ProcessorReading(OwnSeconds, null, null);

    /// <summary>What was used since an earlier reading.</summary>
    public ProcessorUse Since(ProcessorReading earlier)
    {
        var used = own - earlier.own;
        ThreadTime[]? times =
            threads is null || earlier.threads is null
                ? null
                : [.. threads.Select(thread => Between(earlier.threads.GetValueOrDefault(thread.Key), thread.Value))];
        var waiting = times?.Sum(time => time.Waited);
        var busy = times is null ? null : BusyThreads.Waiting(times);
        if (machine is not { } now || earlier.machine is not { } before)
            return new ProcessorUse(used, waiting, BusyWaited: busy?.Together, WorstWaited: busy?.Worst);
        // The machine's time is counted in ticks and the process's exactly, so a small difference may be less than nothing.
        var others = Math.Max(0, now.Busy - before.Busy - used);
        return new ProcessorUse(used, waiting, others, Math.Max(0, now.Stolen - before.Stolen), busy?.Together, busy?.Worst);
    }

    private static ThreadTime Between((long Ran, long Waited) before, (long Ran, long Waited) now) =>
        new(Math.Max(0, now.Ran - before.Ran) / NanosecondsPerSecond, Math.Max(0, now.Waited - before.Waited) / NanosecondsPerSecond);

    private static double OwnSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static Dictionary<string, (long Ran, long Waited)>? ReadThreads()
    {
        try
        {
            var threads = new Dictionary<string, (long Ran, long Waited)>(StringComparer.Ordinal);
            var counted = false;
            foreach (var folder in Directory.EnumerateDirectories("/proc/self/task"))
            {
                if (ReadThread(folder) is not [var ran, var waiting, ..])
                    continue;
                threads[folder] = (ran, waiting);
                counted |= ran > 0;
            }

            return counted ? threads : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long[]? ReadThread(string folder)
    {
        try
        {
            return Numbers(File.ReadAllText(folder + "/schedstat").TrimEnd('\n').Split(' '));
        }
        catch (IOException)
        {
            // It ended just now.
            return null;
        }
    }

    // "cpu", then user, nice, system, idle, iowait, irq, softirq and steal.
    private static (double Busy, double Stolen)? ReadMachine()
    {
        try
        {
            var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words[0] == "cpu" && Numbers(words[1..]) is [var user, var nice, var system, _, _, var irq, var softirq, var stolen, ..]
                ? ((user + nice + system + irq + softirq) / TicksPerSecond, stolen / TicksPerSecond)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long[]? Numbers(string[] words)
    {
        var numbers = new long[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return numbers;
    }
}
