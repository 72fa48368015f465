using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>How many slots a run gets, and what of the machine each.</summary>
internal sealed class SlotChoice(ResearchWorkspace workspace, ResearchLoop loop, INotices observer, CancellationToken cancellation)
{
    // Another number of slots trains on another number of threads, which takes a new baseline: what is hardly faster is not worth that.
    private const double WorthChanging = 1.1;

    public IReadOnlyList<SlotShare> Of(SlotsWanted wanted)
    {
        if (wanted.Count == 1)
            return [SlotShare.Whole];
        var machine = Machine();
        var shares = wanted.Count is { } count ? SlotPlan.Of(count, machine) : Fastest(machine);
        if (shares.Count > 1)
        {
            observer.Notice(
                shares[0].Threads is { } threads
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"{shares.Count} slots, each on {threads} of {machine.Processors} threads."
                    )
                    : string.Create(CultureInfo.InvariantCulture, $"{shares.Count} slots, each on a GPU of its own.")
            );
        }

        return shares;
    }

    private SlotMachine Machine()
    {
        var gpus = workspace.Program.Device == "cpu" ? 0 : MachineGpus.Find().Gpus.Count;
        // Whether training uses a GPU that is there is known once something was trained.
        var incumbent = gpus > 0 ? loop.EnsureBaseline().Record : workspace.Ledger.Records.Incumbent();
        return new SlotMachine(
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            gpus > 0 && DeviceClasses.Of(incumbent?.Conditions.Device ?? "") == DeviceClass.Gpu ? gpus : 0,
            workspace.Program.Device,
            incumbent?.PeakMemory
        );
    }

    private IReadOnlyList<SlotShare> Fastest(SlotMachine machine)
    {
        var worthwhile = SlotPlan.Worthwhile(machine);
        if (worthwhile.Count == 1)
            return SlotPlan.Of(worthwhile[0], machine);
        observer.Notice("Measuring how many slots train the most together …");
        var trial = new SlotTrial(workspace, cancellation);
        var rates = worthwhile
            .Select(count => SlotPlan.Of(count, machine))
            .ToDictionary(shares => shares, shares => trial.Rate(shares, machine.Processors));
        observer.Notice(
            string.Join(
                "; ",
                rates.Select(entry =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{entry.Key.Count} {(entry.Key.Count == 1 ? "slot" : "slots")}: {entry.Value:0.0} steps/s"
                    )
                )
            ) + "."
        );
        var threads = workspace.Ledger.Records.Incumbent() is { } incumbent ? DeviceClasses.Threads(incumbent.Conditions.Device) : null;
        return rates
            .OrderByDescending(entry => entry.Value * (machine.Processors / entry.Key.Count == threads ? WorthChanging : 1))
            .First()
            .Key;
    }
}
