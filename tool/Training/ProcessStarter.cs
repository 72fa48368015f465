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
    public static Process Start(ProcessStartInfo start) => Start(() => Process.Start(start)!);

    /// <summary>
    /// Starts something whose handles its process alone may inherit: between their making and the start, no other process is started
    /// here. An agent of another slot that held a training's channel could speak for it.
    /// </summary>
    public static T Start<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>();
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(start());
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
