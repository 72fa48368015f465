// LOCKED. The data, the splits, the tokens, the metric and Main. Read it; edit Train.cs instead.
using AutoResearch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

return new LanguageModelling().Main(args);

/// <summary>Language modelling on bytes: predict the next byte of English prose, scored in bits a byte on a novel not trained on.</summary>
public sealed class LanguageModelling : TorchExperiment<TextRun>
{
    // The score: 512 windows of 256 bytes, evenly spread over the validation text. Each byte is predicted from those
    // before it in its window. Changing either makes a new metric: no older result compares with it.
    internal const int ContextLength = 256;
    internal const int Windows = 512;

    private const int WindowsAtOnce = 8;

    // The bits of the windows in Examine: the next Evaluate compares its own with them, once.
    private float[][]? examined;

    public override Metric Metric => Metric.Lower("val_bpb");

    public override TextRun Open(RunSettings settings, Stream? training)
    {
        // A run without data, for building a model, holds zeros.
        var text = training is null ? new byte[ContextLength + 1] : ReadBytes(training);
        if (text.Length <= ContextLength)
            throw new InvalidDataException($"The training split holds {text.Length} bytes; at least {ContextLength + 1} are needed.");
        manual_seed(settings.Seed);
        var device = Devices.Choose(settings.Device);
        // Products in fp32 run on tensor cores, as TF32: 10 bits of mantissa instead of 23.
        backends.cuda.matmul.allow_tf32 = true;
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
    /// The model answers with something else than logits, or knows what it has to predict: see <see cref="Examination"/>.
    /// </exception>
    public override double Evaluate(Module<Tensor, Tensor> model, TextRun run, Stream split, Random random)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var examination = new Examination(ReadBytes(split), random);
        var bits = Score(model, run, examination.Rows, examination.Given, examination.Target, random);
        examination.RequireHonesty(bits);
        if (examined is not null)
            LookAhead.RequireSame(examined, bits);
        examined = null;
        var means = bits.Take(Windows).Select(window => window.Average(bit => (double)bit)).ToArray();
        var mean = means.Average();
        var deviation = Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)) / (Windows - 1));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{mean:0.0000} bits a byte over {Windows * ContextLength} bytes, standard error {deviation / Math.Sqrt(Windows):0.0000}"));
        return mean;
    }

    /// <summary>Whether the model sees the byte that it predicts in some context, however rare: see <see cref="LookAhead"/>.</summary>
    public override string? Examine(Module<Tensor, Tensor> model, TextRun run, Stream split, Random random, double worth)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var lookAhead = new LookAhead(ReadBytes(split));
        lookAhead.Draw(worth, random);
        // The altered rows go first: a model that remembers what it was given has not seen the windows by then. Evaluate checks
        // that the windows score the same later, when they count.
        var altered = Score(model, run, lookAhead.Draws, lookAhead.Given, lookAhead.Target, random);
        examined = Score(model, run, Windows, lookAhead.Window, lookAhead.Window, random);
        lookAhead.RequireHonesty(altered, examined);
        return lookAhead.Shortfall;
    }

    /// <summary>Byte tokens: a text is its own encoding.</summary>
    private static byte[] ReadBytes(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    // The bits that the model needs for every byte of a row but the first; the rows in an order that it cannot foresee.
    private static float[][] Score(
        Module<Tensor, Tensor> model, TextRun run, int count, Func<int, byte[]> given, Func<int, byte[]> target, Random random)
    {
        var bits = new float[count][];
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        foreach (var rows in order.Chunk(WindowsAtOnce))
        {
            using var batch = NewDisposeScope();
            var logits = Predict(model, Tokens(rows.Select(row => given(row)[..^1])).to(run.Device));   // (B, T, 256)
            var targets = Tokens(rows.Select(row => target(row)[1..])).to(run.Device);                  // (B, T)
            var nats = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction: Reduction.None);
            foreach (var (row, answer) in rows.Zip((nats / Math.Log(2)).cpu().data<float>().ToArray().Chunk(ContextLength)))
                bits[row] = answer;
        }

        return bits;
    }

    // Bytes as tokens, (B, T), int64.
    private static Tensor Tokens(IEnumerable<byte[]> rows) =>
        tensor(rows.SelectMany(row => row).ToArray(), uint8).view(-1, ContextLength).to(int64);

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
    private const int RandomBytesPerRow = 32;

    // Equal inputs may differ by rounding where they stand elsewhere in a batch. At the cut itself, where a peek at the next
    // byte would show, the mean over all copies has to be nearer.
    private const double RoundingTolerance = 0.05;
    private const double MeanTolerance = 0.01;

    // Each bet stakes a twentieth of the capital. By luck, the capital grows 2^40-fold with a probability of at most 2^-40.
    private const double Stake = 0.05;
    private const double LuckyDoublings = 40;

    private readonly byte[][] inputs;                                                      // rows of Length bytes
    private readonly byte[][] targets;
    private readonly (int Original, int Cut)[] copies;
    private readonly int[][] randomPlaces;
    private readonly int alphabet;

    public Examination(byte[] text, Random random)
    {
        var windows = Array.ConvertAll(Starts(text), start => text[start..(start + Length)]);
        copies = [.. Enumerable.Range(0, Copies).Select(_ => (random.Next(windows.Length), random.Next(1, Length - 1)))];
        var bytes = text.Distinct().ToArray();
        alphabet = bytes.Length;
        randomPlaces = [.. Enumerable.Range(0, RandomRows)
            .Select(_ => Enumerable.Range(1, Length - 1).OrderBy(_ => random.Next()).Take(RandomBytesPerRow).ToArray())];
        var altered = copies.Select(
            copy => (byte[])[.. windows[copy.Original][..copy.Cut], .. windows[random.Next(windows.Length)][copy.Cut..]]);
        var blind = randomPlaces.Select(places => ReplaceAtRandom(windows[random.Next(windows.Length)], places, bytes, random)).ToArray();
        inputs = [.. windows, .. altered, .. blind];
        targets = [.. windows, .. copies.Select(copy => windows[copy.Original]), .. blind];
    }

    public int Rows => inputs.Length;

    /// <summary>The row that the model is given; its last byte is left out.</summary>
    public byte[] Given(int row) => inputs[row];

    /// <summary>The row that it has to predict; the first byte is not asked for.</summary>
    public byte[] Target(int row) => targets[row];

    /// <param name="bits">What the model needed for each byte of each row.</param>
    /// <exception cref="RuleBrokenException">It knew more than the bytes before.</exception>
    public void RequireHonesty(float[][] bits)
    {
        var atTheCut = 0.0;
        for (var copy = 0; copy < Copies; copy++)
        {
            var (original, cut) = copies[copy];
            // Byte t of a row is predicted at t - 1: byte number cut is the last one that is predicted from equal bytes.
            var altered = bits[LanguageModelling.Windows + copy];
            var differences = altered.Zip(bits[original], (bit, asWas) => bit - asWas).Take(cut).ToArray();
            atTheCut += differences[^1] / Copies;
            var largest = differences.Max(Math.Abs);
            if (largest > RoundingTolerance)
            {
                throw new RuleBrokenException(FormattableString.Invariant(
                    $"A prediction depends on later bytes, other rows of the batch or earlier batches: it moved by {largest:0.000} bits."));
            }
        }

        if (Math.Abs(atTheCut) > MeanTolerance)
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"Predictions depend on the byte that they predict: they moved by {atTheCut:0.000} bits on average when it changed."));
        }

        var blind = bits[(LanguageModelling.Windows + Copies)..];
        var onRandom = randomPlaces.SelectMany((places, row) => places.Select(place => blind[row][place - 1]));
        var doublings = onRandom.Sum(bit => Math.Log2(1 - Stake + Stake * alphabet * Math.Pow(2, -bit)));
        if (doublings > LuckyDoublings)
            throw new RuleBrokenException("The model predicts bytes that were drawn at random: it sees the text that it has to predict.");
    }

    /// <summary>Where the windows start in the text, evenly spread.</summary>
    internal static int[] Starts(byte[] text)
    {
        const int windows = LanguageModelling.Windows;
        if (text.Length < windows + Length)
            throw new InvalidDataException($"The split holds {text.Length} bytes; at least {windows + Length} are needed.");
        if (text.AsSpan().IndexOfAnyExcept(text[0]) < 0)
            throw new InvalidDataException("The split repeats one byte: there is nothing to predict.");
        var lastStart = text.Length - Length;
        return [.. Enumerable.Range(0, windows).Select(row => (int)((long)lastStart * row / (windows - 1)))];
    }

    private static byte[] ReplaceAtRandom(byte[] window, int[] places, byte[] bytes, Random random)
    {
        byte[] replaced = [.. window];
        foreach (var place in places)
            replaced[place] = bytes[random.Next(bytes.Length)];
        return replaced;
    }
}

/// <summary>
/// Finds a model that sees the byte it predicts, in whatever rare context. A row in which one byte and all behind it are others tests one
/// place: there, an honest model needs as many bits for the original byte as before, so a single difference is proof. Enough places are
/// drawn that a peek which gains what is worth finding is missed once in a thousand times. Why that many suffice:
/// <para>
/// The gain g of a peek at a place is meant over the same model without it: the mean of its predictions for all bytes that could stand
/// there, each as likely as <see cref="Futures"/> guesses. If the guesses that make no difference have a chance of u together, that mean
/// is at least u times as sure of the true byte as the model is, so u is at most 2^-g. The true byte, which the guess needs C bits for, is
/// one of them. Another byte makes a difference with (1 - u) / (1 - 2^-C), and that is at least g / C, because 1 - 2^-x is concave. So it
/// does not matter what the peek tells: one bit of the byte (g is about 1, and half of the bytes make no difference) or all of it.
/// </para>
/// <para>
/// The places are drawn in proportion to C. Then each draw shows a peek with at least (mean g) / (mean C), wherever it hides, and
/// ln(1000) (mean C) / (mean g) draws miss it once in a thousand times. Differences as small as rounding do not show one by one, but in
/// their mean. A quarter of a gain may be made of these; the draws are enough to find the other three.
/// </para>
/// </summary>
internal sealed class LookAhead
{
    private const int Length = LanguageModelling.ContextLength + 1;
    private const double MissedOnceIn = 1000;
    private const double InLargeDifferences = 0.75;
    private const int LeastDraws = 512;

    // The first byte of a window is not predicted, and the last is not given: nobody can peek at it.
    private const int Cuts = Length - 2;
    private const int MostDraws = LanguageModelling.Windows * Cuts;

    // Equal bytes give different bits by rounding, where other bytes follow or other rows stand beside them. The bytes before the
    // cut tell how much: a difference of more than twice the largest there is not rounding.
    private const double LeastRounding = 0.001;
    private const double MostRounding = 0.05;

    private readonly byte[] text;
    private readonly byte[] endless;                                                       // the text, and its beginning once more
    private readonly int[] starts;
    private readonly Futures futures;
    private readonly double[] guesses;                                                     // bits for each byte of each window
    private readonly double meanGuess;
    private (int Window, int Cut, int Future, double Guess)[] draws = [];
    private double worth;

    public LookAhead(byte[] text)
    {
        this.text = text;
        endless = [.. text, .. text[..Length]];
        starts = Examination.Starts(text);
        futures = new Futures(text);
        guesses = [.. starts.SelectMany(start => futures.Bits[(start + 1)..(start + 1 + Cuts)])];
        meanGuess = guesses.Average();
    }

    /// <summary>How many rows have another future.</summary>
    public int Draws => draws.Length;

    /// <summary>What a person has to be told where so small a gain would take too many draws; null where the promise holds.</summary>
    public string? Shortfall => DrawsFor(worth) <= MostDraws ? null
        : FormattableString.Invariant($"A peek at the next byte that gains {worth:0.000000} bits may be missed: ")
        + FormattableString.Invariant($"that takes {DrawsFor(worth):0} rows with another future, and {MostDraws} were looked at. ")
        + FormattableString.Invariant($"One that gains {worth * DrawsFor(worth) / MostDraws:0.000000} is found in 999 of 1,000 cases.");

    /// <summary>Draws the places that are looked at, and a future for each.</summary>
    /// <param name="worth">The smallest gain that has to be found, in bits a byte.</param>
    public void Draw(double worth, Random random)
    {
        this.worth = worth;
        var sums = guesses.ToArray();
        for (var i = 1; i < sums.Length; i++)
            sums[i] += sums[i - 1];
        draws = [.. Enumerable.Range(0, (int)Math.Clamp(DrawsFor(worth), LeastDraws, MostDraws)).Select(_ =>
        {
            var place = FirstAbove(sums, random.NextDouble() * sums[^1]);
            var (window, cut) = (place / Cuts, place % Cuts + 1);
            return (window, cut, futures.Another(starts[window] + cut, random), guesses[place]);
        })];
    }

    public byte[] Window(int window) => text[starts[window]..(starts[window] + Length)];

    /// <summary>What the model is given: a window with another future.</summary>
    public byte[] Given(int draw)
    {
        var (window, cut, future, _) = draws[draw];
        return [.. Window(window)[..cut], .. endless[future..(future + Length - cut)]];
    }

    /// <summary>What it has to predict: the window as it was.</summary>
    public byte[] Target(int draw) => Window(draws[draw].Window);

    /// <param name="altered">The bits of each draw's row.</param>
    /// <param name="windows">The bits of the windows as they are.</param>
    /// <exception cref="RuleBrokenException">A prediction depends on what it predicts.</exception>
    public void RequireHonesty(float[][] altered, float[][] windows)
    {
        var rounding = 0f;
        var differences = new float[draws.Length];
        for (var row = 0; row < draws.Length; row++)
        {
            // Byte t of a row is predicted at t - 1: byte number cut is the last one that is predicted from equal bytes.
            var (bits, asWas, last) = (altered[row], windows[draws[row].Window], draws[row].Cut - 1);
            for (var place = 0; place < last; place++)
                rounding = Math.Max(rounding, Math.Abs(bits[place] - asWas[place]));
            differences[row] = bits[last] - asWas[last];
        }

        var largest = differences.MaxBy(Math.Abs);
        if (rounding > MostRounding)
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"A prediction depends on later bytes, other rows of the batch or earlier batches: it moved by {rounding:0.000} bits."));
        }

        if (Math.Abs(largest) > Math.Clamp(2 * rounding, LeastRounding, MostRounding))
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"A prediction depends on the byte that it predicts: it moved by {largest:0.000} bits when that byte was another one."));
        }

        // Each difference, weighed by how often it was drawn: their mean is the gain, or more. An honest model's is 0.
        var gains = draws.Zip(differences, (draw, moved) => moved * meanGuess * (1 - Math.Pow(2, -draw.Guess)) / draw.Guess).ToArray();
        var mean = gains.Average();
        var error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1) / gains.Length);
        if (mean > Math.Max((1 - InLargeDifferences) / 2 * worth, 5 * error))
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"Predictions depend on the byte that they predict: that gains {mean:0.00000} bits on average."));
        }
    }

    /// <param name="examined">The bits of the windows when they were examined.</param>
    /// <param name="counted">The bits of the same windows in Evaluate, which count.</param>
    /// <exception cref="RuleBrokenException">They differ by more than rounding.</exception>
    public static void RequireSame(float[][] examined, float[][] counted)
    {
        var moved = examined.Zip(counted, (before, now) => before.Zip(now, (bit, again) => Math.Abs(bit - again)).Max()).Max();
        if (moved > MostRounding)
        {
            throw new RuleBrokenException(FormattableString.Invariant(
                $"The same window scored differently the second time, by {moved:0.000} bits: only the bytes before may matter."));
        }
    }

    private double DrawsFor(double gain) => Math.Ceiling(Math.Log(MissedOnceIn) * meanGuess / (InLargeDifferences * gain));

    private static int FirstAbove(double[] sums, double sum)
    {
        var found = Array.BinarySearch(sums, sum);
        return Math.Min(sums.Length - 1, found < 0 ? ~found : found + 1);
    }
}

/// <summary>
/// What could stand at a place of a text, guessed from what stands behind the same bytes elsewhere in it: contexts of 1 to 5 bytes, each
/// corrected by the next longer one. No candidate has a hand in it.
/// </summary>
internal sealed class Futures
{
    private const int LongestContext = 5;

    // As how many occurrences the shorter context's estimate counts.
    private const double Backing = 4;

    private readonly byte[] text;
    private readonly int[][][] alike = new int[LongestContext + 1][][];                    // by length and place: all behind the same bytes

    public Futures(byte[] text)
    {
        this.text = text;
        var places = Enumerable.Range(0, text.Length).ToArray();
        var chances = new double[text.Length];
        var counts = new int[TextRun.Vocabulary];
        for (var length = 0; length <= LongestContext; length++)
        {
            alike[length] = new int[text.Length][];
            foreach (var group in places.GroupBy(place => Context(place, length)).Select(group => group.ToArray()))
            {
                Array.Clear(counts);
                foreach (var place in group)
                    counts[text[place]]++;
                foreach (var place in group)
                {
                    alike[length][place] = group;
                    // Without the place itself, so that the guess does not know what it guesses.
                    chances[place] = length == 0 ? (double)counts[text[place]] / text.Length
                        : (counts[text[place]] - 1 + Backing * chances[place]) / (group.Length - 1 + Backing);
                }
            }
        }

        Bits = Array.ConvertAll(chances, chance => -Math.Log2(chance));
    }

    /// <summary>What the guess needs for each byte of the text.</summary>
    public double[] Bits { get; }

    /// <summary>A place from which the text could go on at another one: drawn from the guess, but with another byte.</summary>
    public int Another(int place, Random random)
    {
        while (true)
        {
            var future = Guess(place, random);
            if (text[future] != text[place])
                return future;
        }
    }

    private int Guess(int place, Random random)
    {
        for (var length = LongestContext; length > 0; length--)
        {
            var group = alike[length][place];
            var others = group.Length - 1;
            if (random.NextDouble() * (others + Backing) >= others)
                continue;
            var other = group[random.Next(others)];
            return other != place ? other : group[^1];
        }

        return random.Next(text.Length);
    }

    // The bytes before a place, as a number; before the text is its end.
    private ulong Context(int place, int length)
    {
        var context = 0UL;
        for (var back = 1; back <= length; back++)
            context = (context << 8) | text[(place - back + text.Length) % text.Length];
        return context;
    }
}

/// <summary>
/// What Train.cs is given; from the package also Device, OnGpu, DeviceClass, MultiplyType, Seed, Budget, Progress, IsOver and Step.
/// <see cref="TorchRun.MultiplyType"/> is bf16 where the device is fast at it, else fp32. <see cref="Run.Progress"/> goes from 0 to 1, and
/// <see cref="Run.Step"/> reports an optimizer step and its loss. The package's <see cref="FusedAdamW"/> is an optimizer in one kernel: its
/// <c>Step(learningRate, weightDecay)</c> updates the parameters and clears the gradients.
/// </summary>
public sealed class TextRun(RunSettings settings, Device device, Tensor data) : TorchRun(settings, device)
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
