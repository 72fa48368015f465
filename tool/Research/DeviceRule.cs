namespace AutoResearch.Research;

/// <summary>What a machine has to train on, seen from outside the sandbox.</summary>
/// <param name="Gpus">The GPUs that the driver names; empty where there is no driver, or it is told to show none.</param>
/// <param name="HasDeviceNodes">The files are there through which a process reaches them.</param>
internal sealed record MachineDevices(IReadOnlyList<string> Gpus, bool HasDeviceNodes);

/// <summary>What follows from comparing the device that was asked for, the machine and what training really uses.</summary>
/// <param name="Problem">Why nothing may be trained; null when it may.</param>
/// <param name="Hint">What a person may want to know once; null when there is nothing.</param>
internal sealed record DeviceFinding(string? Problem, string? Hint);

/// <summary>
/// Whether training uses the device it was meant for. A GPU that is there and cannot be used is an error, never a run on the CPU: that would take ten
/// times as long and compare with nothing. A pure function.
/// </summary>
internal static class DeviceRule
{
    private const string TryIt = "'dotnet autoresearch doctor' looks at the machine. To train on the CPU on purpose, write 'Device: cpu' into program.md";

    /// <param name="asked">What program.md says: auto, cpu or cuda.</param>
    /// <param name="used">What the training process names, for example <c>cpu, 2 threads</c>.</param>
    /// <param name="buildHasCuda">The built program has a libtorch for CUDA beside it.</param>
    /// <param name="sandboxed">It runs inside the sandbox.</param>
    public static DeviceFinding Check(string asked, string used, MachineDevices machine, bool buildHasCuda, bool sandboxed)
    {
        var onCpu = used.StartsWith("cpu", StringComparison.OrdinalIgnoreCase);
        if (asked == "cpu" || !onCpu)
            return new DeviceFinding(null, null);
        if (asked != "auto")
            return new DeviceFinding($"program.md asks for the device {asked}, and training would run on the CPU. {TryIt}.", null);
        if (machine.Gpus.Count == 0)
            return new DeviceFinding(null, null);
        var gpus = string.Join(" and ", machine.Gpus);
        if (!buildHasCuda)
        {
            return new DeviceFinding(null, $"This machine has {gpus}, and this project is built for the CPU. To use the GPU, set TorchBackend to cuda (or system, for an installed PyTorch) "
                + "in the project file and run 'dotnet autoresearch lock'; a new baseline is measured then.");
        }

        var layer = !machine.HasDeviceNodes
            ? "the driver is loaded, but its device files (/dev/nvidia0 and its like) are not there: in a container, pass the GPU on (docker run --gpus all)"
            : sandboxed ? "its driver does not start inside the sandbox, or does not fit this libtorch: 'dotnet run' in the project, which has no sandbox, tells which"
            : "its driver does not fit this libtorch, or does not start: 'nvidia-smi' shows the driver's version";
        return new DeviceFinding($"This machine has {gpus}, and training would run on the CPU: {layer}. {TryIt}.", null);
    }
}
