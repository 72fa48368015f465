using System.Collections.Concurrent;
using System.Diagnostics;

namespace AutoResearch.Training;

/// <summary>
/// Starts processes on a thread that lives as long as the tool. The kernel's "die with your parent" refers to the thread that
/// started the process: a training that a pool thread started would be killed when the pool retires that thread.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Requests = [];

    static ProcessStarter() => new Thread(Serve) { IsBackground = true, Name = "AutoResearch processes" }.Start();

    /// <summary>The same as <see cref="Process.Start(ProcessStartInfo)"/>.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Serve()
    {
        foreach (var request in Requests.GetConsumingEnumerable())
            request();
    }
}
