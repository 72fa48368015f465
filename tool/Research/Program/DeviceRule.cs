using System.Globalization;

namespace AutoResearch.Research.Program;

/// <summary>What a machine has to train on, seen from outside the sandbox.</summary>
/// <param name="Gpus">The GPUs that CUDA may use; empty where there is no driver, or where CUDA is told to show none.</param>
/// <param name="MissingNodes">The missing ones of the device files through which a process reaches the GPUs.</param>
internal sealed record MachineDevices(IReadOnlyList<string> Gpus, IReadOnlyList<string> MissingNodes)
{
    /// <summary>The GPUs of this machine, if CUDA_VISIBLE_DEVICES hides them all.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>There is a GPU that TorchSharp has no libtorch for: AMD's.</summary>
    public bool HasUnsupported { get; init; }
}

/// <summary>What follows from comparing the device that was asked for, the machine and what training really uses.</summary>
/// <param name="Problem">Why nothing may be trained; null when it may.</param>
/// <param name="Hint">What a person may want to know once; null when there is nothing.</param>
internal sealed record DeviceFinding(string? Problem, string? Hint);

/// <summary>
/// Whether training uses the device it was meant for. A GPU that is there and cannot be used is an error, never a run on the CPU: that
/// would take ten times as long and compare with nothing. A pure function.
/// </summary>
internal static class DeviceRule
{
    private const string TryIt =
        "'dotnet autoresearch doctor' tries the device. To train on the CPU on purpose, write 'Device: cpu' into program.md";

    // The part of a GPU's memory up to which others do not count as a crowd: a desktop takes less.
    private const double LeastCrowd = 0.1;

    private const double Gibibyte = 1L << 30;

    private const string ForCuda =
        "set TorchBackend to cuda (or system, for an installed PyTorch) in the project file and run 'dotnet autoresearch lock'; "
        + "a new baseline is measured then";

    /// <param name="asked">What program.md says: auto, cpu, cuda or cuda:1.</param>
    /// <param name="used">What the training process names, for example <c>cpu, 2 threads</c>.</param>
    /// <param name="buildHasCuda">The built program has a libtorch for CUDA beside it.</param>
    /// <param name="sandboxed">Training runs inside the sandbox.</param>
    public static DeviceFinding Check(string asked, string used, MachineDevices machine, bool buildHasCuda, bool sandboxed)
    {
        var onCpu = used.StartsWith("cpu", StringComparison.OrdinalIgnoreCase);
        if (asked == "cpu" || !onCpu)
            return new DeviceFinding(null, null);
        var layer = Layer(machine, buildHasCuda, sandboxed);
        if (asked != "auto")
        {
            return new DeviceFinding(
                $"{ResearchProgram.FileName} asks for the device {asked}, and training would run on the CPU: {layer}. {TryIt}.",
                null
            );
        }

        if (machine.Gpus.Count == 0)
            return new DeviceFinding(null, HintOf(machine));
        if (!buildHasCuda)
        {
            return new DeviceFinding(
                null,
                $"This machine has {Names(machine.Gpus)}, and this project is built for the CPU. To use the GPU, {ForCuda}."
            );
        }

        return new DeviceFinding($"This machine has {Names(machine.Gpus)}, and training would run on the CPU: {layer}. {TryIt}.", null);
    }

    /// <summary>Why a device that was asked for by its name could not be opened at all.</summary>
    /// <param name="message">What the training process said.</param>
    public static string Refused(string asked, string message, MachineDevices machine, bool buildHasCuda, bool sandboxed)
    {
        var isBuiltForIt = machine.Gpus.Count > 0 && buildHasCuda && machine.MissingNodes.Count == 0;
        var layer =
            isBuiltForIt && asked.StartsWith("cuda:", StringComparison.Ordinal)
                ? $"CUDA shows {machine.Gpus.Count} of this machine's GPUs ({Names(machine.Gpus)}), counted from 0"
                : Layer(machine, buildHasCuda, sandboxed);
        return $"{ResearchProgram.FileName} asks for the device {asked}, and it cannot be used: {layer}. "
            + $"The training process said: {message.TrimEnd('.')}. {TryIt}.";
    }

    /// <summary>Why running out of a GPU's memory says nothing of the candidate: others had much of it. Null when they had not.</summary>
    /// <param name="others">What others use, in bytes.</param>
    /// <param name="total">What there is, in bytes.</param>
    public static string? Crowded(string device, long others, long total) =>
        others <= LeastCrowd * total
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{device} ran out of memory while others used {others / Gibibyte:0.0} of its {total / Gibibyte:0.0} GiB. "
                    + $"'nvidia-smi' shows who: run the command again when it is free, or leave that GPU to them ('Device: cuda:1' in "
                    + $"{ResearchProgram.FileName}, or CUDA_VISIBLE_DEVICES)."
            );

    // The first obstacle to using the GPU, looking from the outside in.
    private static string Layer(MachineDevices machine, bool buildHasCuda, bool sandboxed) =>
        machine switch
        {
            { Gpus: [], Hidden: [_, ..] } =>
                $"CUDA_VISIBLE_DEVICES hides {Names(machine.Hidden)}: unset it, or name a GPU in it that is there",
            { Gpus: [], HasUnsupported: true } =>
                "this machine has a GPU for ROCm (/dev/kfd), and TorchSharp has no libtorch for it: only NVIDIA's GPUs are supported",
            { Gpus: [] } =>
                "no NVIDIA driver answers on this machine: install it ('nvidia-smi' shows what it sees), or in a container pass "
                    + "the GPU on (docker run --gpus all)",
            _ when !buildHasCuda => $"this project is built for the CPU: {ForCuda}",
            { MissingNodes: ["/dev/nvidia-uvm"] } => "the driver is loaded, but /dev/nvidia-uvm is not there, which CUDA needs: 'sudo "
                + "nvidia-modprobe -u -c 0' makes it (in a container, on its host)",
            { MissingNodes: [_, ..] } => $"the driver is loaded, but of its device files {Names(machine.MissingNodes)} cannot be found: "
                + "in a container, pass the GPU on (docker run --gpus all); elsewhere 'sudo nvidia-modprobe -u -c 0' makes them",
            _ when sandboxed => "its driver does not start inside the sandbox, or does not fit this libtorch: 'dotnet run' in the project, "
                + "which has no sandbox, tells which",
            _ => "its driver does not fit this libtorch, or does not start: 'nvidia-smi' shows the driver's version",
        };

    private static string? HintOf(MachineDevices machine) =>
        machine switch
        {
            { Hidden: [_, ..] } => $"CUDA_VISIBLE_DEVICES hides this machine's {Names(machine.Hidden)}: training runs on the "
                + $"CPU. Unset it to train on the GPU.",
            { HasUnsupported: true } => "This machine has a GPU for ROCm (/dev/kfd), which is not supported, because "
                + "TorchSharp has no libtorch for it: training runs on the CPU.",
            _ => null,
        };

    private static string Names(IReadOnlyList<string> names) => string.Join(" and ", names);
}
