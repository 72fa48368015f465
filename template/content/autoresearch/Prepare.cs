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
    internal const int ContextLength = 256;
    internal const int Windows = 512;
    private const int WindowsAtOnce = 8;

    public override Metric Metric => Metric.Lower("val_bpb");

    public override TextRun Open(RunSettings settings, Stream? training)
    {
        // A run without data, for building a model, holds zeros.
        var text = training is null ? new byte[ContextLength + 1] : ReadBytes(training);
        if (text.Length <= ContextLength)
            throw new InvalidDataException($"The training split holds {text.Length} bytes; at least {ContextLength + 1} are needed.");
        manual_seed(settings.Seed);
        var device = Devices.Choose(settings.Device);
        // Products of what stays fp32, on tensor cores: 10 bits of mantissa instead of 23.
        backends.cuda.matmul.allow_tf32 = true;
        return new TextRun(settings, device, tensor(text, uint8).to(device));
    }

    public override Module<Tensor, Tensor> Build(TextRun run) => Training.Build(run).to(run.Device);

    // The device's context, libraries, threads and the optimizer's script. What remains for the first step is what depends on
    // the candidate's shapes: its kernels' choice and its memory.
    public override void WarmUp(TextRun run)
    {
        const int length = 64;
        using var scope = NewDisposeScope();
        using var weight = Parameter(ones(length, length, run.MultiplyType, run.Device));
        using var table = Parameter(ones(TextRun.Vocabulary, length, device: run.Device));
        var tokens = zeros(8, length, int64, run.Device);                                  // (B, T)
        var x = functional.layer_norm(table[tokens], [length]).to(run.MultiplyType);
        var heads = functional.linear(x, weight).unsqueeze(1);                             // (B, 1, T, D)
        var mixed = run.OnGpu
            ? functional.scaled_dot_product_attention(heads, heads, heads, is_casual: true)
            : heads.matmul(heads.transpose(2, 3)).softmax(3).matmul(heads);
        functional.cross_entropy(mixed.to(float32).flatten(0, 2), tokens.flatten()).backward();
        run.AdamW([table], 0.9, 0.98).Step(0, 0);
    }

    public override void Train(Module<Tensor, Tensor> model, TextRun run)
    {
        model.train();
        Training.Fit(model, run);
    }

    /// <summary>The mean number of bits that the model needs for a byte of the split.</summary>
    /// <exception cref="RuleBrokenException">
    /// The model answers with something else than logits, or knows what it has to predict: see <see cref="Examination"/>.
    /// </exception>
    public override double Evaluate(Module<Tensor, Tensor> model, TextRun run, Stream split, Random random)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var examination = new Examination(ReadBytes(split), random);
        var bits = Score(model, run, examination.Rows, examination.Inputs, examination.Targets, random);
        examination.RequireHonesty(bits);
        var means = bits.Take(Windows).Select(window => window.Average(bit => (double)bit)).ToArray();
        var mean = means.Average();
        var deviation = Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)) / (Windows - 1));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{mean:0.0000} bits a byte over {Windows * ContextLength} bytes, standard error {deviation / Math.Sqrt(Windows):0.0000}"));
        return mean;
    }

    /// <summary>Whether the model sees the byte that it predicts in some context, however rare: see <see cref="LookAhead"/>.</summary>
    public override void Examine(Module<Tensor, Tensor> model, TextRun run, Stream split, Random random, double worth)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var lookAhead = new LookAhead(ReadBytes(split));
        var first = Score(model, run, Windows, rows => Rows(rows.Select(row => lookAhead.Window(row)[..^1])), rows => Rows(rows.Select(row => lookAhead.Window(row)[1..])), random);
        lookAhead.Draw(first, worth, random);
        // The windows again, among the rows with another future: whoever changes its mind in between is seen, too.
        var second = Score(model, run, lookAhead.Rows, rows => Rows(rows.Select(row => lookAhead.Row(row)[..^1])), rows => Rows(rows.Select(row => lookAhead.Target(row)[1..])), random);
        lookAhead.RequireHonesty(first, second, worth);
    }

    public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);

    public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);

    public override long CountParameters(Module<Tensor, Tensor> model) =>
        model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.NumberOfElements);

    public override string DescribeDevice(TextRun run) => Devices.Describe(run.Device);

    public override void Synchronize(TextRun run)
    {
        if (run.OnGpu)
            cuda.synchronize(run.Device);
    }

    // What doctor tries. Every number of the product is its row's digit times its column's, as often as they are long: exact in bf16.
    public override DeviceTrial TryDevice(TextRun run)
    {
        var length = run.OnGpu ? 8192 : 512;
        var digits = arange(length, int64, run.Device).remainder(4).to(bfloat16);
        var (rows, columns) = (digits.unsqueeze(1).expand(length, length).contiguous(), digits.expand(length, length).contiguous());
        return new DeviceTrial($"two bf16 matrices of {length} x {length}", 2.0 * length * length * length,
            () => rows.mm(columns).Dispose(), () => (rows.mm(columns) - rows * columns * length).abs().max().to(float32).item<float>());
    }

    /// <summary>Byte tokens: a text is its own encoding.</summary>
    private static byte[] ReadBytes(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    // Bits that the model needs for each byte of each row, the rows in an order that it cannot foresee.
    private static float[][] Score(Module<Tensor, Tensor> model, TextRun run, int count, Func<int[], Tensor> inputs, Func<int[], Tensor> answers, Random random)
    {
        var bits = new float[count][];
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        foreach (var rows in order.Chunk(WindowsAtOnce))
        {
            using var batch = NewDisposeScope();
            var logits = Predict(model, inputs(rows).to(run.Device));                      // (B, T, 256)
            var targets = answers(rows).to(run.Device);                                    // (B, T)
            var nats = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction: Reduction.None);
            foreach (var (row, answer) in rows.Zip((nats / Math.Log(2)).cpu().data<float>().ToArray().Chunk(ContextLength)))
                bits[row] = answer;
        }

        return bits;
    }

    /// <summary>Rows of bytes as tokens, (B, T), int64.</summary>
    internal static Tensor Rows(IEnumerable<byte[]> rows) =>
        tensor(rows.SelectMany(row => row).Select(value => (long)value).ToArray()).view(-1, ContextLength);

    /// <summary>Logits in fp32, (B, T, 256), of tokens (B, T).</summary>
    private static Tensor Predict(Module<Tensor, Tensor> model, Tensor tokens)
    {
        long[] expected = [tokens.shape[0], tokens.shape[1], TextRun.Vocabulary];
        var logits = model.call(tokens);
        if (!logits.shape.SequenceEqual(expected))
        {
            throw new RuleBrokenException(
                $"The model has to answer logits ({string.Join(", ", expected)}), not ({string.Join(", ", logits.shape)}).");
        }

        // A copy: the model may still hold what it returned.
        var copy = logits.to(float32, copy: true);
        if (!copy.isfinite().all().item<bool>())
            throw new RuleBrokenException("The model's logits have to be finite; NaN or infinity is among them.");
        return copy;
    }
}

/// <summary>
/// The rows that a model is asked to predict, in an order that it cannot foresee: the windows that count, and among them rows
/// that only tell whether it knows more than the bytes before the one it predicts.
/// <list type="bullet">
/// <item>Copies of windows whose future was replaced: what stands before the cut has to score as in the original. If it
/// does not, the model looks at later bytes, at the other rows of a batch, or at what it saw in earlier batches.</item>
/// <item>Windows with bytes drawn at random, which nobody can predict. Who bets on them at the model's word does not get
/// richer, except by luck (testing by betting: Shafer 2021). If the bets win, the model sees the bytes somewhere.</item>
/// </list>
/// </summary>
internal sealed class Examination
{
    private const int Length = LanguageModelling.ContextLength + 1;
    private const int Copies = 48;
    private const int RandomRows = 32;
    private const int RandomBytesInARow = 32;

    // Equal inputs may differ by rounding where they stand elsewhere in a batch. At the cut itself, where a peek at the next
    // byte would show, the mean over all copies has to be nearer.
    private const double RoundingTolerance = 0.05;
    private const double MeanTolerance = 0.01;

    // Each bet stakes a twentieth. To double the stake 40 times on end, net of losses, by luck has a probability of 2^-40.
    private const double Stake = 0.05;
    private const double LuckyDoublings = 40;

    private readonly byte[][] inputs;                                                      // rows of Length bytes
    private readonly byte[][] targets;
    private readonly (int Original, int Cut)[] copies;
    private readonly int[][] randomPlaces;
    private readonly int alphabet;

    public Examination(byte[] text, Random random)
    {
        var windows = CutWindows(text);
        copies = [.. Enumerable.Range(0, Copies).Select(_ => (random.Next(windows.Length), random.Next(1, Length - 1)))];
        var bytes = text.Distinct().ToArray();
        alphabet = bytes.Length;
        randomPlaces = [.. Enumerable.Range(0, RandomRows).Select(_ => Enumerable.Range(1, Length - 1).OrderBy(_ => random.Next()).Take(RandomBytesInARow).ToArray())];
        var altered = copies.Select(copy => (byte[])[.. windows[copy.Original][..copy.Cut], .. windows[random.Next(windows.Length)][copy.Cut..]]);
        var blind = randomPlaces.Select(places => ReplaceAtRandom(windows[random.Next(windows.Length)], places, bytes, random)).ToArray();
        inputs = [.. windows, .. altered, .. blind];
        targets = [.. windows, .. copies.Select(copy => windows[copy.Original]), .. blind];
    }

    public int Rows => inputs.Length;

    /// <summary>What the model is given of some of the rows, (B, T), int64.</summary>
    public Tensor Inputs(int[] rows) => Stack(rows.Select(row => inputs[row][..^1]));

    /// <summary>The bytes that it has to predict, (B, T), int64.</summary>
    public Tensor Targets(int[] rows) => Stack(rows.Select(row => targets[row][1..]));

    /// <param name="bits">What the model needed for each byte of each row.</param>
    /// <exception cref="RuleBrokenException">It knew more than the bytes before.</exception>
    public void RequireHonesty(float[][] bits)
    {
        var atTheCut = 0.0;
        for (var copy = 0; copy < Copies; copy++)
        {
            var (original, cut) = copies[copy];
            // Byte number t of a row is predicted at t - 1: the cut is the last that is still predicted from equal bytes.
            var differences = bits[LanguageModelling.Windows + copy].Zip(bits[original], (altered, asWas) => altered - asWas).Take(cut).ToArray();
            atTheCut += differences[^1] / Copies;
            var largest = differences.Max(Math.Abs);
            if (largest > RoundingTolerance)
                throw new RuleBrokenException(FormattableString.Invariant($"A prediction depends on later bytes, on other rows of the batch or on earlier batches: it moved by {largest:0.000} bits."));
        }

        if (Math.Abs(atTheCut) > MeanTolerance)
            throw new RuleBrokenException(FormattableString.Invariant($"Predictions depend on the byte that they predict: they moved by {atTheCut:0.000} bits on average when it changed."));
        var onRandom = randomPlaces.SelectMany((places, row) => places.Select(place => bits[LanguageModelling.Windows + Copies + row][place - 1]));
        var doublings = onRandom.Sum(bit => Math.Log2(1 - Stake + Stake * alphabet * Math.Pow(2, -bit)));
        if (doublings > LuckyDoublings)
            throw new RuleBrokenException("The model predicts bytes that were drawn at random: it sees the text that it has to predict.");
    }

    internal static byte[][] CutWindows(byte[] text)
    {
        const int windows = LanguageModelling.Windows;
        if (text.Length < windows + Length)
            throw new InvalidDataException($"The split holds {text.Length} bytes; at least {windows + Length} are needed.");
        var lastStart = text.Length - Length;
        return [.. Enumerable.Range(0, windows).Select(row => (int)((long)lastStart * row / (windows - 1))).Select(start => text[start..(start + Length)])];
    }

    private static byte[] ReplaceAtRandom(byte[] window, int[] places, byte[] bytes, Random random)
    {
        byte[] replaced = [.. window];
        foreach (var place in places)
            replaced[place] = bytes[random.Next(bytes.Length)];
        return replaced;
    }

    private static Tensor Stack(IEnumerable<byte[]> rows) => LanguageModelling.Rows(rows);
}

/// <summary>
/// Finds a model that sees the byte it predicts, in whatever context it does so. A row in which one byte and all that follow are others tests one
/// position: an honest model needs as many bits there for the byte that was as before, so a single difference is proof.
/// <para>
/// The positions are drawn, half of them evenly, half by how much better the model is than counting is. A leak that gains
/// <c>worth</c> bits a byte over counting is hit by each draw with at least half of worth / (mean gain over counting), so that
/// <c>2 ln(1000) (mean gain) / worth</c> draws miss it once in a thousand times, however rare its context is: it has to gain that much where it is.
/// </para>
/// </summary>
internal sealed class LookAhead
{
    private const int Length = LanguageModelling.ContextLength + 1;
    private const double MissedOnceIn = 1000;
    private const int LeastDraws = 512;
    private const int Tries = 16;

    // Equal inputs differ by rounding where they stand elsewhere in a batch.
    private const double RoundingTolerance = 0.05;

    private readonly byte[] text;
    private readonly byte[][] windows;
    private readonly float[][] counting;                                                   // bits of each byte of each window
    private readonly Dictionary<int, int[]> places;                                        // of each pair of bytes: where the next one is
    private (int Window, int Cut, bool Evenly)[] draws = [];
    private byte[][] altered = [];

    public LookAhead(byte[] text)
    {
        this.text = text;
        windows = Examination.CutWindows(text);
        var bits = Counting.Bits(text);
        var lastStart = text.Length - Length;
        counting = [.. Enumerable.Range(0, windows.Length).Select(row => (int)((long)lastStart * row / (windows.Length - 1))).Select(start => bits[(start + 1)..(start + Length)])];
        places = Enumerable.Range(2, text.Length - Length - 2).GroupBy(place => Pair(text, place)).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The windows, and behind them one row a draw.</summary>
    public int Rows => windows.Length + draws.Length;

    public byte[] Window(int row) => windows[row];

    /// <summary>What the model is given.</summary>
    public byte[] Row(int row) => row < windows.Length ? windows[row] : altered[row - windows.Length];

    /// <summary>What it has to predict: the window as it was.</summary>
    public byte[] Target(int row) => row < windows.Length ? windows[row] : windows[draws[row - windows.Length].Window];

    /// <summary>Draws the positions that are looked at.</summary>
    /// <param name="bits">What the model needed for each byte of each window.</param>
    /// <param name="worth">The smallest gain that has to be found, in bits a byte.</param>
    public void Draw(float[][] bits, double worth, Random random)
    {
        var gains = bits.SelectMany((window, row) => window.Select((bit, index) => Math.Max(0.0, counting[row][index] - bit))).ToArray();
        var sums = new double[gains.Length];
        for (var i = 0; i < gains.Length; i++)
            sums[i] = gains[i] + (i > 0 ? sums[i - 1] : 0);
        var count = (int)Math.Clamp(2 * Math.Log(MissedOnceIn) * sums[^1] / gains.Length / worth, LeastDraws, gains.Length);
        draws = [.. Enumerable.Range(0, count).Select(index =>
        {
            var evenly = index % 2 == 0 || sums[^1] <= 0;
            var place = evenly ? random.Next(gains.Length) : FirstAbove(sums, random.NextDouble() * sums[^1]);
            return (place / (Length - 1), place % (Length - 1) + 1, evenly);
        })];
        altered = [.. draws.Select(draw => WithAnotherFuture(windows[draw.Window], draw.Cut, random))];
    }

    /// <param name="first">The bits of the windows, alone.</param>
    /// <param name="second">The bits of all rows, among each other.</param>
    /// <exception cref="RuleBrokenException">A prediction depends on what it predicts, or on when it is asked for.</exception>
    public void RequireHonesty(float[][] first, float[][] second, double worth)
    {
        for (var row = 0; row < windows.Length; row++)
        {
            if (first[row].Zip(second[row], (before, again) => Math.Abs(before - again)).Max() is var moved && moved > RoundingTolerance)
                throw new RuleBrokenException(FormattableString.Invariant($"The same window scored differently the second time, by {moved:0.000} bits: a prediction may depend on nothing but the bytes before."));
        }

        var differences = draws.Select((draw, index) => (double)second[windows.Length + index][draw.Cut - 1] - second[draw.Window][draw.Cut - 1]).ToArray();
        var largest = differences.MaxBy(Math.Abs);
        if (Math.Abs(largest) > RoundingTolerance)
            throw new RuleBrokenException(FormattableString.Invariant($"A prediction depends on the byte that it predicts: it moved by {largest:0.000} bits when that byte was another one."));
        // A little everywhere is no rounding either, which goes both ways.
        var evenly = differences.Where((_, index) => draws[index].Evenly).ToArray();
        var mean = evenly.Average();
        var error = Math.Sqrt(evenly.Sum(value => (value - mean) * (value - mean)) / evenly.Length / (evenly.Length - 1));
        if (mean > Math.Max(worth / 2, 6 * error))
            throw new RuleBrokenException(FormattableString.Invariant($"Predictions depend on the byte that they predict: they got worse by {mean:0.0000} bits on average when it was another one."));
    }

    // A future that could be one: it goes on somewhere else in the text from the same two bytes, and with another byte.
    private byte[] WithAnotherFuture(byte[] window, int cut, Random random)
    {
        var alike = cut < 2 ? [] : places.GetValueOrDefault(Pair(window, cut), []);
        for (var attempt = 0; attempt < Tries && alike.Length > 0; attempt++)
        {
            var place = alike[random.Next(alike.Length)];
            if (text[place] != window[cut])
                return [.. window[..cut], .. text[place..(place + Length - cut)]];
        }

        while (true)
        {
            var place = random.Next(text.Length - Length);
            if (text[place] != window[cut])
                return [.. window[..cut], .. text[place..(place + Length - cut)]];
        }
    }

    private static int FirstAbove(double[] sums, double sum)
    {
        var found = Array.BinarySearch(sums, sum);
        return Math.Min(sums.Length - 1, found < 0 ? ~found : found + 1);
    }

    private static int Pair(byte[] bytes, int place) => (bytes[place - 2] << 8) | bytes[place - 1];
}

/// <summary>What counting alone knows of a text: a yardstick for a model's gain that no candidate has a hand in.</summary>
internal static class Counting
{
    private const int LongestContext = 5;
    private const int Buckets = 1 << 21;

    // How many occurrences the shorter context's word weighs.
    private const double Backing = 2;

    /// <summary>
    /// Bits for each byte of a text from the bytes before it, by how often it follows them elsewhere in the same text: contexts of 0 to 5 bytes, each
    /// corrected by the next longer one.
    /// </summary>
    public static float[] Bits(byte[] text)
    {
        var chances = new double[text.Length];
        Array.Fill(chances, 1.0 / TextRun.Vocabulary);
        for (var length = 0; length <= LongestContext; length++)
        {
            var (contexts, pairs) = (new int[Buckets], new int[Buckets]);
            for (var place = length; place < text.Length; place++)
            {
                var (context, pair) = Keys(text, place, length);
                contexts[context]++;
                pairs[pair]++;
            }

            for (var place = length; place < text.Length; place++)
            {
                // Without the occurrence itself.
                var (context, pair) = Keys(text, place, length);
                chances[place] = (pairs[pair] - 1 + Backing * chances[place]) / (contexts[context] - 1 + Backing);
            }
        }

        return Array.ConvertAll(chances, chance => (float)-Math.Log2(chance));
    }

    private static (int Context, int Pair) Keys(byte[] text, int place, int length)
    {
        var hash = 14695981039346656037UL;                                                 // FNV-1a
        for (var back = length; back > 0; back--)
            hash = (hash ^ text[place - back]) * 1099511628211UL;
        return ((int)(hash >> 40) & (Buckets - 1), (int)(((hash ^ text[place]) * 1099511628211UL) >> 40) & (Buckets - 1));
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

    /// <summary>The training text as bytes, for counting in C#; a copy. Without data (while the model is built) it is zeros.</summary>
    public byte[] ReadText() => Data.cpu().data<byte>().ToArray();

    /// <summary>Where the model and its inputs live.</summary>
    public Device Device { get; } = device;

    /// <summary>True on a GPU, where a larger model fits the budget.</summary>
    public bool OnGpu => Device.type == DeviceType.CUDA;

    /// <summary>How much the device computes.</summary>
    public DeviceClass DeviceClass { get; } = DeviceClasses.Of(Devices.Describe(device)) ?? default;

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
        HandedOut(batch * length);
        // Pinned memory is copied while the host goes on: it never waits for the GPU here.
        var first = OnGpu ? tensor(starts).pin_memory().to(Device, non_blocking: true) : tensor(starts);
        var windows = Data[first.unsqueeze(1) + arange(length + 1, device: Device)].to(int64);   // (B, T + 1)
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
        _ when name != "cpu" && (!cuda.is_available() || device(name).index >= cuda.device_count()) => throw new NotSupportedException(
            $"There is no {name} that this build can use. Set TorchBackend to cuda in the project file, or use --device cpu."),
        _ => device(name),
    };

    public static string Describe(Device device) => device.type == DeviceType.CUDA
        ? CudaDevice.Describe(device.index) ?? "cuda"
        : $"cpu, {get_num_threads()} {(get_num_threads() == 1 ? "thread" : "threads")}";

    /// <summary>True for GPUs, and for CPUs with AVX-512 BF16 or AMX; on others bf16 is emulated and slow.</summary>
    public static bool MultipliesBFloat16(Device device) => device.type == DeviceType.CUDA
        || (File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?
            .Split(' ').Any(flag => flag is "avx512_bf16" or "amx_bf16") == true);
}
