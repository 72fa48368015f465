// Variation: Dropout and stochastic depth (arXiv 1603.09382) in a stack of residual MLPs over neighbouring bytes.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0, 0.5)] private const double DropRate = 0.1;
    [Knob(1, 6)] private const int Layers = 3;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var blocks = Enumerable.Range(1, Layers).Select(depth => (Module<Tensor, Tensor>)new ResidualMlp(24, DropRate * depth / Layers));
        return Sequential([Embedding(TextRun.Vocabulary, 24), .. blocks, LayerNorm(24), Linear(24, TextRun.Vocabulary)]);
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>In training, whole rows of a batch skip the block; in evaluation none does.</summary>
public sealed class ResidualMlp : Module<Tensor, Tensor>
{
    private readonly Sequential mlp;
    private readonly double rate;

    public ResidualMlp(int width, double rate) : base(nameof(ResidualMlp))
    {
        this.rate = rate;
        mlp = Sequential(LayerNorm(2 * width), Linear(2 * width, 2 * width), GELU(), Dropout(rate), Linear(2 * width, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        var before = x.roll(1, 1);
        before = before.index_fill(1, tensor([0L], device: x.device), 0);          // nothing stands before the first
        var change = mlp.call(cat([x, before], -1));
        return training ? x + change * Survivors(x) : x + change;
    }

    private Tensor Survivors(Tensor x) => zeros(x.shape[0], 1, 1, device: x.device).bernoulli_(1 - rate) / (1 - rate);
}
