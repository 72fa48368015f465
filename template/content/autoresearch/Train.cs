// EDITED BY THE AGENT. The model, the optimizer, the loop and the knobs. Everything here may change, as long as Build and
// Fit stay and all that the model knows is in its parameters and buffers.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    // Optimization, on every device. What grows with the device is in the presets below.
    [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double MatrixRate = 0.02;   // learning rate of the blocks' matrices
    [Knob(1e-3, 0.1, Scale = Scale.Log)] private const double TableRate = 0.02;    // learning rate of tables and head
    [Knob(1e-3, 0.5, Scale = Scale.Log)] private const double WeightDecay = 0.05;  // of all, by either optimizer
    [Knob(0.8, 0.99)] private const double Momentum = 0.95;                        // of the matrices' gradients
    [Knob(0, 0.2)] private const double WarmUp = 0.03;                             // fraction of the budget
    [Knob(0, 1)] private const double FinalRate = 0;                               // the part of the learning rates that decay leaves
    private const double FirstRate = 0.03;                                         // the part that warm-up begins with
    private const double Beta1 = 0.9;                                              // AdamW's memory of gradients
    private const double Beta2 = 0.98;                                             // AdamW's memory of their squares

    /// <summary>A fresh model for the run, as large as its device's preset says.</summary>
    public static Module<Tensor, Tensor> Build(TextRun run) => new Gpt(run, Config.Of(run));

    /// <summary>Trains the model until the budget is spent.</summary>
    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var (batch, length) = (Config.Of(run).BatchSize, Config.Of(run).Length);
        var inBlocks = model.named_parameters().ToLookup(entry => entry.name.StartsWith("blocks."), entry => entry.parameter);
        // Muon takes all matrices of one shape at once.
        var muon = inBlocks[true].GroupBy(matrix => (matrix.shape[0], matrix.shape[1]))
            .Select(alike => new Muon([.. alike], run.MultiplyType)).ToList();
        var adam = new FusedAdamW(inBlocks[false], Beta1, Beta2);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(batch, length);                     // (B, T), (B, T)
            var logits = model.call(inputs);                                       // (B, T, 256)
            var loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten());
            loss.backward();
            var rate = Schedule(run.Progress);
            adam.Step(rate * TableRate, WeightDecay);
            foreach (var group in muon)
                group.Step(rate * MatrixRate, Momentum, WeightDecay);
            run.Step(batch * length, () => loss.item<float>());                    // read now and then: reading waits for the device
        }
    }

    // Linear warm-up, then linear decay; both follow the budget, whatever its size.
    private static double Schedule(double progress) => progress < WarmUp
        ? FirstRate + (1 - FirstRate) * progress / WarmUp
        : FinalRate + (1 - FinalRate) * (1 - progress) / (1 - WarmUp);
}

/// <summary>What grows with the device: the model and the batch.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Channels of the residual stream.</param>
/// <param name="Heads">Attention heads of 64 channels each; they need not fill the width.</param>
/// <param name="Expansion">The MLP's width, in widths.</param>
/// <param name="HashBits">The binary logarithm of the rows of an n-gram table.</param>
/// <param name="Dropout">The part of what each block adds that is dropped while training.</param>
/// <param name="BatchSize">Windows a step.</param>
/// <param name="Length">Bytes a window.</param>
public sealed record Config(int Layers, int Width, int Heads, int Expansion, int HashBits, double Dropout, int BatchSize, int Length)
{
    /// <summary>The preset of the device that trains.</summary>
    public static Config Of(TextRun run) => run.DeviceClass switch
    {
        DeviceClass.Gpu => Gpu.Config,
        DeviceClass.LargeCpu => LargeCpu.Config,
        _ => SmallCpu.Config,
    };
}

/// <summary>A processor of fewer than 8 threads.</summary>
[Preset(DeviceClass.SmallCpu)]
public static class SmallCpu
{
    [Knob(1, 12)] private const int Layers = 3;
    [Knob(64, 768, Step = 64)] private const int Width = 128;
    [Knob(1, 8)] private const int Heads = 1;
    [Knob(1, 8)] private const int Expansion = 3;
    [Knob(10, 18)] private const int HashBits = 12;
    [Knob(0, 0.5)] private const double Dropout = 0;
    [Knob(1, 64, Scale = Scale.Log)] private const int BatchSize = 8;
    [Knob(64, 256, Step = 64)] private const int Length = 256;

    public static readonly Config Config = new(Layers, Width, Heads, Expansion, HashBits, Dropout, BatchSize, Length);
}

/// <summary>A processor of 8 threads or more.</summary>
[Preset(DeviceClass.LargeCpu)]
public static class LargeCpu
{
    [Knob(1, 16)] private const int Layers = 4;
    [Knob(64, 1024, Step = 64)] private const int Width = 256;
    [Knob(1, 16)] private const int Heads = 2;
    [Knob(1, 8)] private const int Expansion = 3;
    [Knob(10, 20)] private const int HashBits = 13;
    [Knob(0, 0.5)] private const double Dropout = 0;
    [Knob(1, 128, Scale = Scale.Log)] private const int BatchSize = 16;
    [Knob(64, 256, Step = 64)] private const int Length = 256;

    public static readonly Config Config = new(Layers, Width, Heads, Expansion, HashBits, Dropout, BatchSize, Length);
}

/// <summary>A GPU.</summary>
[Preset(DeviceClass.Gpu)]
public static class Gpu
{
    [Knob(2, 24)] private const int Layers = 6;
    [Knob(128, 2048, Step = 128)] private const int Width = 384;
    [Knob(1, 32)] private const int Heads = 6;
    [Knob(1, 8)] private const int Expansion = 3;
    [Knob(12, 20)] private const int HashBits = 14;
    [Knob(0, 0.5)] private const double Dropout = 0.2;
    [Knob(8, 512, Scale = Scale.Log)] private const int BatchSize = 64;
    [Knob(64, 256, Step = 64)] private const int Length = 256;

    public static readonly Config Config = new(Layers, Width, Heads, Expansion, HashBits, Dropout, BatchSize, Length);
}

/// <summary>
/// A decoder-only transformer on bytes. Beside the byte itself, its input names the last two, three and four bytes through
/// hashed tables (arXiv 2412.09871): what a small model would spend its first layers on.
/// </summary>
public sealed class Gpt : Module<Tensor, Tensor>
{
    private const int LongestGram = 4;
    private const double ByteDeviation = 0.5;                                      // of a fresh embedding of one byte
    private const double GramDeviation = 0.1;                                      // of one of several bytes
    private const long GramBase = 131;                                             // of the polynomial hash of several bytes
    private const long GoldenRatio = 2654435761;                                   // 2^32 divided by it (Knuth, TAOCP 3, 6.4)

    private readonly Embedding bytes;
    private readonly ModuleList<Embedding> grams = [];
    private readonly ModuleList<Block> blocks = [];
    private readonly Projection head;
    private readonly int hashBits;

    public Gpt(TextRun run, Config config) : base(nameof(Gpt))
    {
        hashBits = config.HashBits;
        bytes = Table(TextRun.Vocabulary, config.Width, ByteDeviation);
        for (var order = 2; order <= LongestGram; order++)
            grams.Add(Table(1 << hashBits, config.Width, GramDeviation));
        var positions = new Positions(run);
        for (var layer = 0; layer < config.Layers; layer++)
            blocks.Add(new Block(run, config, positions));
        head = new Projection(run, config.Width, TextRun.Vocabulary, scale: 0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                  // (B, T)
    {
        var x = bytes.call(tokens);                                                // (B, T, C)
        var key = tokens;
        for (var order = 2; order <= LongestGram; order++)
        {
            key = GramBase * key + Ops.Earlier(order - 1, tokens);
            x = x + grams[order - 2].call(Hash(key));
        }

        x = Ops.Normalize(x);
        foreach (var block in blocks)
            x = block.call(x);
        return head.call(Ops.Normalize(x)).to(float32);                            // (B, T, 256)
    }

    // Multiplicative hashing: the upper bits of the lower 32 of a product.
    private Tensor Hash(Tensor key) => (key * GoldenRatio).bitwise_right_shift(32 - hashBits).bitwise_and((1 << hashBits) - 1);

    private static Embedding Table(int rows, int width, double deviation)
    {
        var table = Embedding(rows, width);
        init.normal_(table.weight!, 0, deviation);
        return table;
    }
}

/// <summary>
/// Attention, then an MLP with squared ReLU (arXiv 2109.08668), each added to the residual stream. What is added begins at 0, so that a
/// fresh block changes nothing.
/// </summary>
public sealed class Block : Module<Tensor, Tensor>
{
    private readonly Attention attention;
    private readonly Projection up;
    private readonly Projection down;
    private readonly Dropout dropout;

    public Block(TextRun run, Config config, Positions positions) : base(nameof(Block))
    {
        var (width, expansion) = (config.Width, config.Expansion);
        attention = new Attention(run, width, config.Heads, positions);
        up = new Projection(run, width, expansion * width, scale: 1);
        down = new Projection(run, expansion * width, width, scale: 0);
        dropout = Dropout(config.Dropout);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        x = x + dropout.call(attention.call(Ops.TokenShift(Ops.Normalize(x))));
        return x + dropout.call(down.call(up.call(Ops.TokenShift(Ops.Normalize(x))).relu().square()));
    }
}

/// <summary>Causal self-attention with rotary positions (arXiv 2104.09864) and normalised queries and keys.</summary>
public sealed class Attention : Module<Tensor, Tensor>
{
    public const int HeadWidth = 64;

    private readonly TextRun run;
    private readonly Projection queryKeyValue;
    private readonly Projection output;
    private readonly Positions positions;
    private readonly int heads;

    public Attention(TextRun run, int width, int heads, Positions positions) : base(nameof(Attention))
    {
        (this.run, this.heads, this.positions) = (run, heads, positions);
        queryKeyValue = new Projection(run, width, 3 * heads * HeadWidth, scale: 1);
        output = new Projection(run, heads * HeadWidth, width, scale: 0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        var (batch, length) = (x.shape[0], x.shape[1]);
        var parts = queryKeyValue.call(x).view(batch, length, 3 * heads, HeadWidth).transpose(1, 2);   // (B, 3H, T, D)
        var queryKey = positions.Rotate(Ops.Normalize(parts.narrow(1, 0, 2 * heads)));                 // (B, 2H, T, D)
        var mixed = Attend(queryKey.narrow(1, 0, heads), queryKey.narrow(1, heads, heads), parts.narrow(1, 2 * heads, heads));
        return output.call(mixed.transpose(1, 2).reshape(batch, length, heads * HeadWidth));
    }

    // On a CPU the plain products beat the fused kernel, whose backward pass is slow there.
    private Tensor Attend(Tensor query, Tensor key, Tensor value) => run.OnGpu     // (B, H, T, D) each
        ? functional.scaled_dot_product_attention(query, key, value, is_casual: true)
        : ((query / Math.Sqrt(HeadWidth)).matmul(key.transpose(2, 3)) + positions.CausalMask(query.shape[2])).softmax(3).matmul(value);
}

/// <summary>What the position in a window decides, the same in every block: made once.</summary>
public sealed class Positions
{
    private const int Longest = 256;                                               // bytes a window; no Length may be longer
    private const double Base = 10_000;                                            // wavelengths are 2π to 2π times this, in bytes

    private readonly Tensor cosine;                                                // (T, D)
    private readonly Tensor sine;
    private readonly Tensor mask;                                                  // (T, T)

    public Positions(TextRun run)
    {
        var exponent = arange(Attention.HeadWidth / 2, float32) / (Attention.HeadWidth / 2);
        var angle = outer(arange(Longest, float32), pow(1.0 / Base, exponent));       // (T, D/2)
        cosine = cat([angle.cos(), angle.cos()], 1).to(run.MultiplyType).to(run.Device);
        sine = cat([-angle.sin(), angle.sin()], 1).to(run.MultiplyType).to(run.Device);
        mask = ones(Longest, Longest, run.MultiplyType, run.Device).tril().log();
    }

    /// <summary>Turns each pair of channels by an angle that grows with the position (arXiv 2104.09864).</summary>
    public Tensor Rotate(Tensor x)                                                 // (B, H, T, D)
    {
        var length = x.shape[2];
        return x * cosine.narrow(0, 0, length) + x.roll(Attention.HeadWidth / 2, 3) * sine.narrow(0, 0, length);
    }

    /// <summary>0 for a position itself and what came before, -∞ for what comes after.</summary>
    public Tensor CausalMask(long length) => mask.narrow(0, 0, length).narrow(1, 0, length);   // (T, T)
}

/// <summary>A matrix without bias: kept in fp32, multiplied in what the device multiplies fastest.</summary>
public sealed class Projection : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly ScalarType type;

    public Projection(TextRun run, int from, int to, double scale) : base(nameof(Projection))
    {
        type = run.MultiplyType;
        weight = Parameter(randn(to, from) * (scale / Math.Sqrt(from)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.linear(x.to(type), weight.to(type));
}

internal static class Ops
{
    /// <summary>Layer norm over the last dimension, without weights: one fast kernel.</summary>
    public static Tensor Normalize(Tensor x) => functional.layer_norm(x, [x.shape[^1]]);

    /// <summary>
    /// Half of the channels as they are, a quarter from one byte earlier, a quarter from two (token shift, arXiv 2305.13048):
    /// a byte depends on its neighbours first of all, and this is cheaper than attention.
    /// </summary>
    public static Tensor TokenShift(Tensor x)                                      // (B, T, C)
    {
        var parts = x.chunk(4, 2);
        return cat([parts[0], parts[1], Earlier(1, parts[2]), Earlier(2, parts[3])], 2);
    }

    /// <summary>What stood some positions earlier in (B, T, …); zero before the first.</summary>
    public static Tensor Earlier(int by, Tensor x) =>
        cat([zeros_like(x.narrow(1, 0, by)), x.narrow(1, 0, x.shape[1] - by)], 1);
}

/// <summary>
/// Muon (Jordan et al., kellerjordan.github.io/posts/muon): Nesterov momentum whose update is made nearly orthogonal by a
/// Newton-Schulz iteration, so that no direction of a matrix is left behind. For matrices of one shape, all at once.
/// </summary>
internal sealed class Muon(Parameter[] matrices, ScalarType type)
{
    private const int Iterations = 3;
    private const double Epsilon = 1e-7;                                           // a gradient of 0 stays 0

    // Jordan's odd polynomial of degree 5, which takes singular values between 0 and 1 near to 1.
    private const double FirstDegree = 3.4445;
    private const double ThirdDegree = -4.775;
    private const double FifthDegree = 2.0315;

    private readonly Tensor mean = zeros_like(stack(matrices));                    // (N, rows, columns)

    public void Step(double learningRate, double momentum, double weightDecay)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var gradient = stack(matrices.Select(matrix => matrix.grad!));
        mean.lerp_(gradient, 1 - momentum);
        var update = Orthogonalize(gradient.lerp(mean, momentum));
        var (rows, columns) = (update.shape[1], update.shape[2]);
        var rate = learningRate * Math.Sqrt(Math.Max(1.0, (double)rows / columns));
        foreach (var (matrix, change) in matrices.Zip(update.unbind(0)))
        {
            matrix.mul_(1 - learningRate * weightDecay).sub_(change * rate);
            matrix.grad = null;
        }
    }

    private Tensor Orthogonalize(Tensor x)                                         // (N, rows, columns)
    {
        if (x.shape[1] > x.shape[2])
            return Orthogonalize(x.transpose(1, 2)).transpose(1, 2);
        x = (x / (x.square().sum([1L, 2L], true).sqrt() + Epsilon)).to(type);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var gram = x.matmul(x.transpose(1, 2));
            x = FirstDegree * x + (FifthDegree * gram.matmul(gram) + ThirdDegree * gram).matmul(x);
        }

        return x.to(float32);
    }
}
