// Variation: A WaveNet of dilated causal convolutions with gates and skip connections (arXiv 1609.03499).
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(2, 7)] private const int Doublings = 4;

    public static Module<Tensor, Tensor> Build(TextRun run) => new WaveNet(channels: 32, Doublings);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate, weight_decay: 0.01);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 96);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class WaveNet : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly ModuleList<GatedConvolution> layers = [];
    private readonly Linear head;

    public WaveNet(int channels, int doublings) : base(nameof(WaveNet))
    {
        bytes = Embedding(TextRun.Vocabulary, channels);
        for (var power = 0; power < doublings; power++)
            layers.Add(new GatedConvolution(channels, dilation: 1 << power));
        head = Linear(channels, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens).transpose(1, 2);                                // (B, C, T)
        var skipped = zeros_like(x);
        foreach (var layer in layers)
        {
            var (next, skip) = layer.call(x);
            (x, skipped) = (next, skipped + skip);
        }

        return head.call(skipped.relu().transpose(1, 2));                          // (B, T, 256)
    }
}

/// <summary>Sees only what came before: the padding is on the left, as wide as the filter reaches.</summary>
public sealed class GatedConvolution : Module<Tensor, (Tensor Next, Tensor Skip)>
{
    private const int KernelSize = 2;

    private readonly Conv1d filterAndGate;
    private readonly Conv1d mix;
    private readonly int reach;

    public GatedConvolution(int channels, int dilation) : base(nameof(GatedConvolution))
    {
        reach = (KernelSize - 1) * dilation;
        filterAndGate = Conv1d(channels, 2 * channels, KernelSize, dilation: dilation);
        mix = Conv1d(channels, 2 * channels, 1);
        RegisterComponents();
    }

    public override (Tensor Next, Tensor Skip) forward(Tensor x)
    {
        var parts = filterAndGate.call(functional.pad(x, (reach, 0))).chunk(2, 1);
        var mixed = mix.call(parts[0].tanh() * parts[1].sigmoid()).chunk(2, 1);
        return (x + mixed[0], mixed[1]);
    }
}
