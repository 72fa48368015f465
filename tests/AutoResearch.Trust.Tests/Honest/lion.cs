// Variation: The Lion optimizer (arXiv 2302.06675) on a model of hashed contexts.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-5, 0.1, Scale = Scale.Log)] private const double LearningRate = 3e-3;
    [Knob(0, 1)] private const double WeightDecay = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run) => new HashedContexts(width: 24, rows: 2048);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var lion = new Lion(model.parameters()) { WeightDecay = WeightDecay };
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            lion.Update(LearningRate * (1 - run.Progress));
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>Moves every weight by the same amount, in the direction of a mean of gradients.</summary>
internal sealed class Lion
{
    private readonly List<(Parameter Weight, Tensor Mean)> weights;

    public Lion(IEnumerable<Parameter> parameters) =>
        weights = [.. parameters.Select(parameter => (parameter, zeros_like(parameter).DetachFromDisposeScope()))];

    public (double Update, double Mean) Betas { get; init; } = (0.9, 0.99);

    public double WeightDecay { get; init; }

    public void Update(double learningRate)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (weight, mean) in weights)
        {
            if (weight.grad is not { } gradient)
                continue;
            weight.mul_(1 - learningRate * WeightDecay);
            weight.sub_(learningRate * mean.lerp(gradient, 1 - Betas.Update).sign());
            mean.lerp_(gradient, 1 - Betas.Mean);
            weight.grad = null;
        }
    }
}

/// <summary>What followed the last two bytes, through a table of hashes.</summary>
internal sealed class HashedContexts : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Embedding pairs;
    private readonly Linear head;
    private readonly int rows;

    public HashedContexts(int width, int rows) : base(nameof(HashedContexts))
    {
        this.rows = rows;
        bytes = Embedding(TextRun.Vocabulary, width);
        pairs = Embedding(rows, width);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var previous = functional.pad(tokens, (1, 0))[.., ..^1];
        var hash = (tokens * 257 + previous * 65_599).remainder(rows);
        return head.call((bytes.call(tokens) + pairs.call(hash)).tanh());
    }
}
