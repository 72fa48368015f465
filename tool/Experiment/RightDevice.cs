using AutoResearch.Builds;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Opens runs, and only on the device that they are meant for: whatever trains or scores asks here first, before any budget is spent.
/// </summary>
internal static class RightDevice
{
    private const string NothingLost = "Nothing was recorded, and the edits are where they were";

    /// <param name="train">False in a process that will only load and score.</param>
    /// <returns>What the process said, and what a person may want to know once; null when there is nothing.</returns>
    /// <exception cref="ResearchException">The run would be on another device than it is meant for, or no device that it can use is
    /// there.</exception>
    public static (StartedEvent Started, string? Hint) Open(
        ResearchWorkspace workspace,
        TrainingSession session,
        Built built,
        long seed,
        TrainingBudget budget,
        bool train
    )
    {
        var asked = built.Candidate.Program.Device;
        var sandboxed = workspace.Layers.Sandbox && Sandbox.Find().Sandbox is not null;
        return Guard(asked, built.Result.Program!, sandboxed, () => session.Open(seed, budget, asked, train), started => started.Device);
    }

    /// <summary>Tries the device that is asked for, with what the project's Prepare.cs multiplies.</summary>
    public static (TriedEvent Tried, string? Hint) Try(TrainingSession session, string program, string asked, bool sandboxed) =>
        Guard(asked, program, sandboxed, () => session.TryDevice(asked), tried => tried.Device);

    /// <summary>
    /// Refuses to blame a candidate that ran out of a GPU's memory while others had much of it. Its own process is gone by now; the driver
    /// takes a moment to say so.
    /// </summary>
    /// <exception cref="ResearchException">The GPU was crowded.</exception>
    public static void RequireRoom(string asked, string device)
    {
        if (DeviceClasses.Of(device) != DeviceClass.Gpu)
            return;
        GpuMemoryUse? least = null;
        for (var look = 0; look < 10 && MachineGpus.Memory(asked) is { } use; look++)
        {
            least = least is { } before && before.Used < use.Used ? least : use;
            if (DeviceRule.Crowded(device, least.Value.Used, use.Total) is null)
                return;
            Thread.Sleep(200);
        }

        if (least is { } others && DeviceRule.Crowded(device, others.Used, others.Total) is { } crowded)
            throw new ResearchException(Codes.DeviceNotUsed, $"{crowded} {NothingLost}.");
    }

    private static (T Answer, string? Hint) Guard<T>(string asked, string program, bool sandboxed, Func<T> open, Func<T, string> device)
    {
        try
        {
            var answer = open();
            var finding = DeviceRule.Check(asked, device(answer), MachineGpus.Find(), HasCuda(program), sandboxed);
            return finding.Problem is null
                ? (answer, finding.Hint)
                : throw new ResearchException(Codes.DeviceNotUsed, $"{finding.Problem} {NothingLost}.");
        }
        catch (RunNotOpenedException failure)
        {
            throw Explain(failure, asked, program, sandboxed);
        }
    }

    private static ResearchException Explain(RunNotOpenedException failure, string asked, string program, bool sandboxed)
    {
        var said = failure.Message.TrimEnd('.');
        if (failure.Kind == FailureKind.OutOfMemory)
        {
            return new ResearchException(
                Codes.DeviceNotUsed,
                $"The device has no memory left for a run to begin in: {said}. Somebody else "
                    + $"uses it: 'nvidia-smi' shows who has the GPU's memory, 'top' the machine's. Run the command again when it is free. "
                    + $"{NothingLost}."
            );
        }

        if (asked.StartsWith("cuda", StringComparison.Ordinal))
        {
            var refused = DeviceRule.Refused(asked, said, MachineGpus.Find(), HasCuda(program), sandboxed);
            return new ResearchException(Codes.DeviceNotUsed, $"{refused} {NothingLost}.");
        }

        var torch = BuiltTorch.Of(program);
        return new ResearchException(
            Codes.RunNotOpened,
            $"Prepare.cs cannot begin a run on this machine; nothing of Train.cs was called yet: {said}. "
                + (torch is { Fits: false } ? $"{torch}. " : "")
                + $"'dotnet autoresearch doctor' looks at the machine. {NothingLost}."
        );
    }

    private static bool HasCuda(string program) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*torch_cuda*", SearchOption.AllDirectories).Any();
}
