// Variation: Adam written out, with its state in a dictionary and a decay that spares biases and norms.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Written;

namespace Written
{
    public sealed record Settings
    {
        public required double LearningRate { get; init; }

        public double Beta1 { get; init; } = 0.9;

        public double Beta2 { get; init; } = 0.98;

        public double Epsilon { get; init; } = 1e-8;

        public Func<Parameter, double> DecayOf { get; init; } = _ => 0;
    }

    /// <summary>Mean and mean square of a parameter's gradient.</summary>
    public sealed record Moments(Tensor First, Tensor Second)
    {
        public int Updates { get; set; }

        public static Moments Of(Tensor parameter) => new(zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope());
    }

    public sealed class PlainAdam(IReadOnlyList<Parameter> parameters, Settings settings)
    {
        private readonly Dictionary<Parameter, Moments> state = new(ReferenceEqualityComparer.Instance);

        public void Update(double factor)
        {
            using var noGradients = no_grad();
            foreach (var parameter in parameters)
            {
                using var scope = NewDisposeScope();
                var gradient = parameter.grad ?? throw new InvalidOperationException("A parameter takes no part in the loss.");
                var moments = MomentsOf(parameter);
                moments.Updates++;
                moments.First.mul_(settings.Beta1).add_(gradient, alpha: 1 - settings.Beta1);
                moments.Second.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2);
                var first = moments.First / (1 - Math.Pow(settings.Beta1, moments.Updates));
                var second = moments.Second / (1 - Math.Pow(settings.Beta2, moments.Updates));
                var rate = factor * settings.LearningRate;
                parameter.mul_(1 - rate * settings.DecayOf(parameter)).addcdiv_(first, second.sqrt().add_(settings.Epsilon), -rate);
                gradient.zero_();
            }
        }

        private Moments MomentsOf(Parameter parameter)
        {
            if (!state.TryGetValue(parameter, out var moments))
                state.Add(parameter, moments = Moments.Of(parameter));
            return moments;
        }
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0, 0.5)] private const double WeightDecay = 0.05;

    public static Module<Tensor, Tensor> Build(TextRun run) =>
        Sequential(Embedding(TextRun.Vocabulary, 24), LayerNorm(24), Linear(24, 48), GELU(), Linear(48, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var settings = new Settings { LearningRate = LearningRate, DecayOf = parameter => parameter.dim() > 1 ? WeightDecay : 0 };
        var adam = new PlainAdam([.. model.parameters()], settings with { Beta2 = 0.95 });
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            adam.Update(factor: Math.Min(1, 10 * run.Progress + 0.1));
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}
