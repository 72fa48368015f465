// Variation: An exponential moving average of the weights, copied into the model when training ends.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.2, Scale = Scale.Log)] private const double LearningRate = 0.03;
    [Knob(0.5, 0.999)] private const double Decay = 0.8;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Hardswish(), Linear(32, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        using var average = new MovingAverage(model, Decay);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            average.Update();
            run.Step(inputs.numel(), () => loss.item<float>());
        }

        average.CopyInto(model);
    }
}

internal sealed class MovingAverage : IDisposable
{
    private readonly Parameter[] weights;
    private readonly Tensor[] means;
    private readonly double decay;
    private int updates;

    public MovingAverage(Module<Tensor, Tensor> model, double decay)
    {
        using var noGradients = no_grad();
        weights = model.parameters().ToArray();
        means = Array.ConvertAll(weights, weight => weight.detach().clone());
        this.decay = decay;
    }

    public void Update()
    {
        using var noGradients = no_grad();
        // The first weights are no better than chance: they are forgotten faster.
        var keep = Math.Min(decay, (1.0 + updates) / (10 + updates));
        updates++;
        for (var index = 0; index < weights.Length; index++)
            means[index].mul_(keep).add_(weights[index], alpha: 1 - keep);
    }

    public void CopyInto(Module<Tensor, Tensor> model)
    {
        using var noGradients = no_grad();
        foreach (var (weight, mean) in model.parameters().Zip(means))
            weight.copy_(mean);
    }

    public void Dispose()
    {
        foreach (var mean in means)
            mean.Dispose();
    }
}
