using System.Diagnostics;
using AutoResearch.Processes;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Experiment;

/// <summary>
/// On how many threads a small processor trains. All of them are quickest where nothing else runs. Beside others a single one is: it waits
/// for no other thread, and what it waits for a processor can be counted to the nanosecond, so a budget in seconds stays the same work
/// (<see cref="PaceMeter"/>). The baseline chooses, and what is compared with it follows.
/// </summary>
internal static class TrainingThreads
{
    private const string Variable = "OMP_NUM_THREADS";

    // Long beside the hundredths of a second in which the system counts, and short beside a training run.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.4);

    /// <summary>How many threads the runs of an experiment compute on; null for as many as the machine has, or the user says.</summary>
    public static int? For(Captured captured, IExperimentObserver observer)
    {
        if (captured.Threads is { } decided)
            return decided;
        if (captured.Program.Budget.Unit != BudgetUnit.Seconds || !captured.Program.RepeatSlowed || !MayChoose())
            return null;
        if (captured.Incumbent is { } incumbent)
            return Of(incumbent);
        if ((captured.Program.Device != "cpu" && MachineGpus.Find().Gpus.Count > 0) || !IsCrowded())
            return null;
        observer.Notice(
            "Other programs keep this machine busy, so training runs on one thread: what it waits for them is counted, and each run gets "
                + "as much more time. 'dotnet autoresearch init' chooses anew when the machine is quiet."
        );
        return 1;
    }

    /// <summary>How many threads an experiment computed on, where that was fewer than the machine has; else null.</summary>
    public static int? Of(ExperimentRecord record) => MayChoose() && DeviceClasses.Threads(record.Conditions.Device) == 1 ? 1 : null;

    /// <summary>Whether what a busy machine slowed can be measured on fewer threads.</summary>
    /// <param name="device">What it ran on, in the ledger's words.</param>
    public static bool CanBeFewer(string device) => MayChoose() && DeviceClasses.Threads(device) > 1;

    private static bool MayChoose() =>
        OperatingSystem.IsLinux()
        && Environment.ProcessorCount is > 1 and < DeviceClasses.ThreadsOfLargeCpu
        && UserEnvironment.Get(Variable) is null;

    private static bool IsCrowded()
    {
        var (before, watch) = (ProcessorReading.Take(), Stopwatch.StartNew());
        Thread.Sleep(Look);
        return Crowd.IsLarge(ProcessorReading.Take().Since(before), watch.Elapsed.TotalSeconds);
    }
}
