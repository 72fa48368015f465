using System.Diagnostics;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// Programs that want a processor each until they are ended, several for each processor there is: whoever else wants one has to stand
/// in line.
/// </summary>
internal sealed class BusyNeighbours : IDisposable
{
    private const int EachProcessor = 4;

    private readonly List<Process> processes = [];

    public BusyNeighbours()
    {
        // Each leads a session of its own: the kernel may share the processors out by sessions (sched(7), autogrouping).
        for (var i = 0; i < EachProcessor * Environment.ProcessorCount; i++)
            processes.Add(Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", "while :; do :; done"]))!);
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        processes.Clear();
    }
}
