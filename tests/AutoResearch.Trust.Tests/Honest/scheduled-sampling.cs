// Variation: Scheduled sampling (arXiv 1506.03099): some inputs are replaced by what the model itself would have written.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0, 0.5)] private const double LargestShare = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var width = run.OnGpu ? 256 : 24;
        return Sequential(Embedding(TextRun.Vocabulary, width), new Carry(width), Linear(width, TextRun.Vocabulary)).to(run.Device);
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var corrupted = Corrupt(model, inputs, LargestShare * run.Progress).clone();     // out of inference mode
            var loss = functional.cross_entropy(model.call(corrupted).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }

    private static Tensor Corrupt(Module<Tensor, Tensor> model, Tensor inputs, double share)
    {
        if (share <= 0)
            return inputs;
        using var noGradients = inference_mode();
        model.eval();
        var logits = model.call(inputs);
        model.train();
        var noise = -(-rand_like(logits).clamp(1e-9, 1 - 1e-7).log()).log();        // Gumbel: the largest is a sample
        var written = (logits + noise).argmax(-1).roll(1, 1);
        var replaced = distributions.Bernoulli(tensor((float)share)).sample(inputs.shape).to(@bool);
        return where(replaced, written, inputs);
    }
}

/// <summary>An exponential mean of the past, a pace for each channel, as a causal matrix over time.</summary>
public sealed class Carry : Module<Tensor, Tensor>
{
    private readonly Parameter pace;
    private readonly Linear mix;

    public Carry(long width) : base(nameof(Carry))
    {
        pace = Parameter(linspace(-1, 3, width));
        mix = Linear(2 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var length = x.size(1);
        var age = (arange(length, device: x.device).unsqueeze(1) - arange(length, device: x.device)).to(float32);
        var weights = (functional.logsigmoid(pace).view(-1, 1, 1) * age.clamp(min: 0)).exp().tril();     // (C, T, T)
        var mean = weights / weights.sum(-1, keepdim: true);
        var carried = einsum("ctu,buc->btc", mean, x);
        return functional.dropout(mix.call(cat([x, carried], -1)).tanh(), 0.1, training);
    }
}
