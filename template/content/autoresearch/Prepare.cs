// LOCKED. The data, the splits, the tokens, the metric and Main. Read it; edit Train.cs instead.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

return new LanguageModelling().Main(args);

/// <summary>Language modelling on bytes: predict the next byte of English prose, scored in bits a byte on a novel not trained on.</summary>
public sealed class LanguageModelling : Experiment<Module<Tensor, Tensor>, TextRun>
{
    // The score: 512 windows of 256 bytes, evenly spread over the validation text. Each byte is predicted from those
    // before it in its window. Changing any of this makes a new metric: no older result compares with it.
    private const int ContextLength = 256;
    private const int Windows = 512;
    private const int WindowsAtOnce = 8;

    // Logits of equal inputs may differ by rounding; what a model gains from a peek at the next byte is far larger.
    private const double RoundingTolerance = 0.05;

    public override Metric Metric => Metric.Lower("val_bpb");

    public override TextRun Open(RunSettings settings, Stream? training)
    {
        var text = training is null ? new byte[ContextLength + 1] : ReadBytes(training);
        if (text.Length <= ContextLength)
            throw new InvalidDataException($"The training split holds {text.Length} bytes; at least {ContextLength + 1} are needed.");
        manual_seed(settings.Seed);
        var device = Devices.Choose(settings.Device);
        return new TextRun(settings, device, tensor(text, uint8).to(device));
    }

    public override Module<Tensor, Tensor> Build(TextRun run) => Training.Build(run).to(run.Device);

    public override void Train(Module<Tensor, Tensor> model, TextRun run)
    {
        model.train();
        Training.Fit(model, run);
    }

    /// <summary>The mean number of bits that the model needs for a byte of the split.</summary>
    /// <exception cref="RuleBrokenException">
    /// The model answers in another shape, looks at later bytes, or changes while it is scored.
    /// </exception>
    public override double Evaluate(Module<Tensor, Tensor> model, TextRun run, Stream split)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var batches = CutWindows(ReadBytes(split)).to(run.Device).split(WindowsAtOnce);    // (WindowsAtOnce, ContextLength + 1) each
        CheckCausality(model, batches[0].narrow(1, 0, ContextLength));
        var bits = batches.SelectMany(batch => BitsPerByte(model, batch)).ToArray();
        if (BitsPerByte(model, batches[0]).Zip(bits).Any(pair => Math.Abs(pair.First - pair.Second) > RoundingTolerance))
            throw new RuleBrokenException("The model scored the same text differently again: it must not change while it is scored.");

        var mean = bits.Average();
        var deviation = Math.Sqrt(bits.Sum(value => (value - mean) * (value - mean)) / (Windows - 1));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{mean:0.0000} bits a byte over {Windows * ContextLength} bytes, standard error {deviation / Math.Sqrt(Windows):0.0000}"));
        return mean;
    }

    public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);

    public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);

    public override long CountParameters(Module<Tensor, Tensor> model) =>
        model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.NumberOfElements);

    public override string DescribeDevice(TextRun run) => Devices.Describe(run.Device);

    public override void Synchronize(TextRun run)
    {
        if (run.OnGpu)
            cuda.synchronize();
    }

    /// <summary>Byte tokens: a text is its own encoding.</summary>
    private static byte[] ReadBytes(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static Tensor CutWindows(byte[] text)
    {
        if (text.Length < Windows + ContextLength)
            throw new InvalidDataException($"The split holds {text.Length} bytes; at least {Windows + ContextLength} are needed.");
        var lastStart = text.Length - ContextLength - 1;
        var rows = Enumerable.Range(0, Windows).Select(row => (int)((long)lastStart * row / (Windows - 1)))
            .SelectMany(start => new ArraySegment<byte>(text, start, ContextLength + 1));
        return tensor(rows.ToArray(), uint8).view(Windows, ContextLength + 1).to(int64);
    }

    /// <summary>The mean of each window, (B, T + 1).</summary>
    private static double[] BitsPerByte(Module<Tensor, Tensor> model, Tensor windows)
    {
        using var scope = NewDisposeScope();
        var logits = Predict(model, windows.narrow(1, 0, ContextLength));                  // (B, T, 256)
        var targets = windows.narrow(1, 1, ContextLength);                                 // (B, T)
        var nats = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction: Reduction.None);
        return [.. nats.view(-1, ContextLength).mean([1]).cpu().data<float>().Select(value => value / Math.Log(2))];
    }

    /// <summary>Logits in fp32, (B, T, 256), of tokens (B, T). The model gets a copy that shares no memory with the targets.</summary>
    private static Tensor Predict(Module<Tensor, Tensor> model, Tensor tokens)
    {
        var logits = model.call(tokens.clone());
        long[] expected = [tokens.shape[0], tokens.shape[1], TextRun.Vocabulary];
        if (!logits.shape.SequenceEqual(expected))
        {
            throw new RuleBrokenException(
                $"The model has to answer logits ({string.Join(", ", expected)}), not ({string.Join(", ", logits.shape)}).");
        }

        return logits.to(float32);
    }

    /// <summary>
    /// The beginnings of every other window must score the same, whatever follows them and whatever stands in the other
    /// rows. The replacement is text of the same book, so that nothing gives the check away; the cuts are odd, so that they
    /// fall inside blocks of any usual size.
    /// </summary>
    private static void CheckCausality(Module<Tensor, Tensor> model, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var row = arange(WindowsAtOnce, device: tokens.device).unsqueeze(1);
        var own = row.remainder(2).eq(1).logical_and(arange(ContextLength, device: tokens.device).lt(26 * row + 11));   // (B, T)
        var other = tokens.roll(1, 0);
        var before = Predict(model, tokens)[own];
        var after = Predict(model, where(own, tokens, other))[own];
        var difference = (before - after).abs().max().item<float>();
        if (difference > RoundingTolerance)
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"A prediction depends on later bytes or on other rows of the batch: its logits moved by {difference}."));
        }
    }
}

/// <summary>What Train.cs is given: the training text, the device and the budget.</summary>
public sealed class TextRun(RunSettings settings, Device device, Tensor data) : Run(settings)
{
    /// <summary>Tokens are bytes.</summary>
    public const int Vocabulary = 256;

    private readonly Random random = new((int)settings.Seed);
    private int[] deck = [];
    private int dealt;
    private int deckLength;

    /// <summary>The training text, uint8, (N).</summary>
    public Tensor Data { get; } = data;

    /// <summary>Where the model and its inputs live.</summary>
    public Device Device { get; } = device;

    /// <summary>True on a GPU, where a larger model fits the budget.</summary>
    public bool OnGpu => Device.type == DeviceType.CUDA;

    /// <summary>What the device multiplies fastest: bf16 where it has instructions for it, else fp32.</summary>
    public ScalarType MultiplyType { get; } = Devices.MultipliesBFloat16(device) ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>
    /// Inputs and the bytes that follow them, both int64, (batch, length). Windows are dealt from a shuffled deck: the
    /// whole text is seen once before any of it is seen again.
    /// </summary>
    public (Tensor Inputs, Tensor Targets) Sample(int batch, int length)
    {
        var starts = new long[batch];
        for (var row = 0; row < batch; row++)
            starts[row] = Deal(length);
        var positions = tensor(starts).unsqueeze(1) + arange(length + 1);                // (B, T + 1)
        var windows = Data[positions.to(Device)].to(int64);
        return (windows.narrow(1, 0, length).contiguous(), windows.narrow(1, 1, length).contiguous());
    }

    /// <summary>AdamW in one fused kernel. <c>torch.optim.AdamW</c> takes a dozen operations a parameter for the same.</summary>
    public FusedAdamW AdamW(IEnumerable<Parameter> parameters, double beta1, double beta2) => new(parameters, beta1, beta2);

    private long Deal(int length)
    {
        if (dealt == deck.Length || length != deckLength)
        {
            // A new offset each time, so that the cuts between windows fall elsewhere.
            var room = (int)Data.NumberOfElements - 1 - length;
            ArgumentOutOfRangeException.ThrowIfNegative(room, nameof(length));
            var offset = random.Next(Math.Min(length, room + 1));
            deck = [.. Enumerable.Range(0, (room - offset) / length + 1).Select(index => offset + index * length)];
            random.Shuffle(deck);
            (dealt, deckLength) = (0, length);
        }

        return deck[dealt++];
    }
}

/// <summary>AdamW (Loshchilov and Hutter, arXiv 1711.05101) for a group of parameters, through libtorch's fused kernel.</summary>
public sealed class FusedAdamW
{
    // TorchSharp has no binding for the kernel; TorchScript reaches it.
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile("""
        def step(params: List[Tensor], grads: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor],
                 lr: float, beta1: float, beta2: float, weight_decay: float, eps: float):
            none: List[Tensor] = []
            torch._fused_adamw_(params, grads, means, squares, none, steps, lr=lr, beta1=beta1, beta2=beta2,
                                weight_decay=weight_decay, eps=eps, amsgrad=False, maximize=False)
            return 0

        """));

    private readonly Tensor[] parameters;
    private readonly Tensor[] means;
    private readonly Tensor[] squares;
    private readonly Tensor[] steps;
    private readonly double beta1;
    private readonly double beta2;

    internal FusedAdamW(IEnumerable<Parameter> parameters, double beta1, double beta2)
    {
        this.parameters = [.. parameters];
        (this.beta1, this.beta2) = (beta1, beta2);
        means = Array.ConvertAll(this.parameters, parameter => zeros_like(parameter));
        squares = Array.ConvertAll(this.parameters, parameter => zeros_like(parameter));
        steps = Array.ConvertAll(this.parameters, parameter => zeros(1, float32, parameter.device));
    }

    /// <summary>One update from the gradients, which are cleared. Every parameter of the group needs a gradient.</summary>
    public void Step(double learningRate, double weightDecay)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var step in steps)
            step.add_(1);
        var gradients = Array.ConvertAll(parameters, parameter => parameter.grad ?? zeros_like(parameter));
        Script.Value.invoke("step", parameters, gradients, means, squares, steps, learningRate, beta1, beta2, weightDecay, 1e-10);
        foreach (var parameter in parameters)
            parameter.grad = null;
    }
}

/// <summary>What there is to compute on.</summary>
internal static class Devices
{
    public static Device Choose(string name) => name switch
    {
        "auto" => cuda.is_available() ? CUDA : CPU,
        "cuda" when !cuda.is_available() => throw new NotSupportedException(
            "There is no GPU that this build can use. Set TorchBackend to cuda in the project file, or use --device cpu."),
        _ => device(name),
    };

    public static string Describe(Device device) => device.type == DeviceType.CUDA
        ? GpuName() ?? "cuda"
        : $"cpu, {get_num_threads()} {(get_num_threads() == 1 ? "thread" : "threads")}";

    /// <summary>True for GPUs, and for CPUs with AVX-512 BF16 or AMX; on others bf16 is emulated and slow.</summary>
    public static bool MultipliesBFloat16(Device device) => device.type == DeviceType.CUDA
        || (File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?
            .Split(' ').Any(flag => flag is "avx512_bf16" or "amx_bf16") == true);

    // TorchSharp does not tell; NVIDIA's driver does.
    private static string? GpuName() => !Directory.Exists("/proc/driver/nvidia/gpus") ? null
        : Directory.GetFiles("/proc/driver/nvidia/gpus", "information", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).FirstOrDefault(line => line.StartsWith("Model:", StringComparison.Ordinal))?[6..].Trim();
}
