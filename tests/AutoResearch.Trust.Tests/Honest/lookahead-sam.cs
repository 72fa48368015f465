// Variation: Sharpness-aware minimisation (arXiv 2010.01412) inside Lookahead (arXiv 1907.08610): two gradients a step, slow weights behind.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public interface IUpdate
{
    void Apply(Func<Tensor> closure);
}

/// <summary>Takes the gradient where the loss is worst nearby, and steps from where the weights were.</summary>
public sealed class SharpnessAware(optim.Optimizer inner, Parameter[] weights, double radius) : IUpdate
{
    public void Apply(Func<Tensor> closure)
    {
        inner.zero_grad();
        closure().backward();
        var norm = nn.utils.clip_grad_norm_(weights, max_norm: 1e9);
        var shifts = Array.ConvertAll(weights, weight => (weight.grad! * (radius / (norm + 1e-12))).detach());
        Move(shifts, 1);
        inner.zero_grad();
        closure().backward();
        Move(shifts, -1);
        inner.step();
    }

    private void Move(Tensor[] shifts, double factor)
    {
        using var noGradients = no_grad();
        foreach (var (weight, shift) in weights.Zip(shifts))
            weight.add_(shift, alpha: factor);
    }
}

public sealed class Lookahead : IUpdate
{
    private const int Period = 5;

    private readonly IUpdate fast;
    private readonly (Parameter Fast, Tensor Slow)[] pairs;
    private int updates;

    public Lookahead(IUpdate fast, Parameter[] weights)
    {
        this.fast = fast;
        pairs = [.. weights.Select(weight => (weight, weight.detach().clone()))];
    }

    public event Action<int>? Synchronised;

    public void Apply(Func<Tensor> closure)
    {
        fast.Apply(closure);
        if (++updates % Period != 0)
            return;
        using var noGradients = no_grad();
        foreach (var (weight, slow) in pairs)
            weight.copy_(slow.lerp_(weight, 0.5));
        Synchronised?.Invoke(updates);
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.03;
    [Knob(0.001, 0.5, Scale = Scale.Log)] private const double Radius = 0.05;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Linear(32, 48), Softsign(), Linear(48, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var weights = model.parameters().ToArray();
        using var adam = optim.Adam(weights, LearningRate);
        var update = new Lookahead(new SharpnessAware(adam, weights, Radius), weights);
        update.Synchronised += updates => Console.WriteLine($"slow weights follow after {updates,4} updates");
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var last = 0f;
            update.Apply(() =>
            {
                var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
                last = loss.item<float>();
                return loss;
            });
            run.Step(inputs.numel(), () => last);
        }
    }
}
