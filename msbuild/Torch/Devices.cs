using TorchSharp;
using static TorchSharp.torch;

namespace AutoResearch;

/// <summary>What there is to compute on, and what it is good at.</summary>
public static class Devices
{
    // CPUs that multiply bf16 themselves; on others it is emulated and slow (Intel's and the kernel's names of AVX-512 BF16 and AMX).
    private static readonly string[] FlagsOfBFloat16 = ["avx512_bf16", "amx_bf16"];

    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>The device of that name.</summary>
    /// <param name="name">
    /// <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>; <c>auto</c> is the first GPU, or the CPU where there is none.
    /// </param>
    /// <exception cref="NotSupportedException">There is no such device, or the libtorch of this build cannot use it.</exception>
    public static Device Choose(string name) =>
        name switch
        {
            "auto" => cuda.is_available() ? CUDA : CPU,
            _ when name != "cpu" && (!cuda.is_available() || device(name).index >= cuda.device_count()) => throw new NotSupportedException(
                $"There is no {name} that this build can use. Set TorchBackend to cuda in the project file, or use --device cpu."
            ),
            _ => device(name),
        };

    /// <summary>As the ledger names a device: <c>cpu, 2 threads</c>, or a GPU's model and memory.</summary>
    public static string Describe(Device device) =>
        device.type == DeviceType.CUDA
            ? CudaDevice.Describe(device.index) ?? "cuda"
            : $"cpu, {get_num_threads()} {(get_num_threads() == 1 ? "thread" : "threads")}";

    /// <summary>True for GPUs, and for CPUs with AVX-512 BF16 or AMX; on others bf16 is emulated and slow.</summary>
    public static bool MultipliesBFloat16(Device device) =>
        device.type == DeviceType.CUDA || ProcessorFlags().Intersect(FlagsOfBFloat16).Any();

    /// <summary>
    /// What <c>dotnet autoresearch doctor</c> tries on a device. Every number of the product is its row's digit times its column's, times
    /// the matrices' length: small whole numbers times a power of two, so it is exact in bf16 and any other result is a fault.
    /// </summary>
    public static DeviceTrial Trial(Device device)
    {
        const int digitsInUse = 4;
        var length = device.type == DeviceType.CUDA ? 8192 : 512;
        var digits = arange(length, int64, device).remainder(digitsInUse).to(bfloat16);
        var (rows, columns) = (digits.unsqueeze(1).expand(length, length).contiguous(), digits.expand(length, length).contiguous());
        return new DeviceTrial(
            $"two bf16 matrices of {length} x {length}",
            2.0 * length * length * length,
            () => rows.mm(columns).Dispose(),
            () => (rows.mm(columns) - rows * columns * length).abs().max().to(float32).item<float>()
        );
    }

    private static IEnumerable<string> ProcessorFlags() =>
        File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? []
            : [];
}
