// Variation: A diagonal linear recurrence with input-dependent gates, computed as a parallel scan in log space (arXiv 2410.01201).
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(1, 4)] private const int Layers = 2;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var layers = Sequential(Embedding(TextRun.Vocabulary, 24));
        for (var layer = 0; layer < Layers; layer++)
            layers.append($"scan{layer}", new MinGru(24));
        layers.append("head", Linear(24, TextRun.Vocabulary));
        return layers;
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate, weight_decay: 0.01);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>h(t) = (1 - z(t)) h(t - 1) + z(t) g(t) with gates z and inputs g that depend only on x(t).</summary>
public sealed class MinGru : Module<Tensor, Tensor>
{
    private readonly Linear gateAndInput;
    private readonly LayerNorm norm;

    public MinGru(int width) : base(nameof(MinGru))
    {
        gateAndInput = Linear(width, 2 * width);
        norm = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        var parts = gateAndInput.call(norm.call(x)).tensor_split(2, dim: -1);
        var logKeep = functional.logsigmoid(-parts[0]);
        var logTake = functional.logsigmoid(parts[0]);
        // g has to be positive to have a logarithm.
        var logInput = where(parts[1] >= 0, (parts[1].relu() + 0.5).log(), functional.logsigmoid(parts[1]));
        var decay = logKeep.cumsum(1);
        return x + (decay + (logTake + logInput - decay).logcumsumexp(1)).exp();
    }
}
