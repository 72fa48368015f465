// Variation: Token shift and channel mixing as in RWKV (arXiv 2305.13048), with mixing weights that are learnt.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(1, 8)] private const int Layers = 3;

    public static Module<Tensor, Tensor> Build(TextRun run) => new ShiftModel(new() { Width = 24, Layers = Layers });

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var groups = from entry in model.named_parameters()
                     group entry.parameter by entry.name.Contains("share") into alike
                     let rate = alike.Key ? 3 * LearningRate : LearningRate
                     select new AdamW.ParamGroup(alike, lr: rate, weight_decay: alike.Key ? 0 : 0.02);
        using var optimizer = optim.AdamW(groups.ToList(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class Sizes
{
    public required int Width { get; init; }

    public int Layers { get; init; } = 2;

    public int Hidden => 2 * Width;
}

public sealed class ShiftModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Sequential layers = Sequential();
    private readonly Linear head;

    public ShiftModel(Sizes sizes) : base(nameof(ShiftModel))
    {
        bytes = Embedding(TextRun.Vocabulary, sizes.Width);
        for (var layer = 0; layer < sizes.Layers; layer++)
            layers.append(new ChannelMix(sizes, reach: 1 << layer));
        head = Linear(sizes.Width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(layers.call(bytes.call(tokens)));
}

public sealed class ChannelMix : Module<Tensor, Tensor>
{
    private readonly Parameter share;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear gate;
    private readonly int reach;

    public ChannelMix(Sizes sizes, int reach) : base(nameof(ChannelMix))
    {
        this.reach = reach;
        share = Parameter(rand(sizes.Width));
        key = Linear(sizes.Width, sizes.Hidden, hasBias: false);
        value = Linear(sizes.Hidden, sizes.Width, hasBias: false);
        gate = Linear(sizes.Width, sizes.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var normal = functional.layer_norm(x, [x.shape[^1]]);
        var earlier = cat([zeros_like(normal[.., ..reach]), normal[.., ..^reach]], 1);
        var mixed = share * normal + (1 - share) * earlier;
        return x + gate.call(mixed).sigmoid_() * value.call(key.call(mixed).relu().square());
    }
}
