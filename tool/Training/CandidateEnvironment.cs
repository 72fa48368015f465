using AutoResearch.Processes;

namespace AutoResearch.Training;

/// <summary>
/// The environment of a training process: a list of what it needs, so that no secret of the user's is in it, and nothing
/// that would load other code into it.
/// </summary>
internal static class CandidateEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH",
        "LANG",
        "LC_ALL",
        "TZ",
        "SystemRoot",
        "USERPROFILE",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        // How .NET is told what to use. Not all of DOTNET_*: start-up hooks are code.
        "DOTNET_ROOT",
        "DOTNET_ROLL_FORWARD",
        "DOTNET_PROCESSOR_COUNT",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
        "DOTNET_gcServer",
        "DOTNET_gcConcurrent",
        "DOTNET_GCHeapCount",
        "DOTNET_GCHeapHardLimit",
        "DOTNET_TieredCompilation",
        "DOTNET_TieredPGO",
        "DOTNET_TC_QuickJitForLoops",
        "DOTNET_ReadyToRun",
        "DOTNET_EnableAVX",
        "DOTNET_EnableAVX2",
        "DOTNET_EnableAVX512",
        "DOTNET_EnableWriteXorExecute",
        // Which instructions oneDNN may use: its convolutions answer NaN now and then on some processors with AVX-512.
        "ONEDNN_MAX_CPU_ISA",
        // Settings of the GPU's driver. Not all of CUDA_*: some of those load code, too.
        "CUDA_VISIBLE_DEVICES",
        "CUDA_DEVICE_ORDER",
        "CUDA_LAUNCH_BLOCKING",
        "CUDA_MODULE_LOADING",
        "CUDA_DEVICE_MAX_CONNECTIONS",
        "CUDA_HOME",
        "CUDA_PATH",
        "NVIDIA_VISIBLE_DEVICES",
        "NVIDIA_DRIVER_CAPABILITIES",
        "NVIDIA_TF32_OVERRIDE",
        "HIP_VISIBLE_DEVICES",
        "ROCR_VISIBLE_DEVICES",
        "HSA_OVERRIDE_GFX_VERSION",
    };

    // Threads of the math libraries.
    private static readonly string[] Prefixes = ["OMP_", "MKL_", "KMP_", "GOMP_"];

    /// <summary>Whether training gets a variable of this name. Nothing secret may stand in one.</summary>
    public static bool Passes(string name) =>
        Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Replaces the content of an environment with what training needs of the user's.</summary>
    /// <param name="scratch">The folder that home and temporary files are set to.</param>
    public static void Apply(IDictionary<string, string?> environment, string scratch)
    {
        environment.Clear();
        foreach (var (name, value) in UserEnvironment.All.Where(variable => Passes(variable.Key)))
            environment[name] = value;

        foreach (var name in (string[])["HOME", "TMPDIR", "TEMP", "TMP"])
            environment[name] = scratch;
        // Number the GPUs as nvidia-smi does. By default CUDA uses another order, and 'cuda:1' could be a different GPU.
        environment.TryAdd("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        // No debugger, profiler or dump: each lets others into the process, and creates files in the temporary folder.
        environment["DOTNET_EnableDiagnostics"] = "0";
    }
}
