// Variation: Low-rank matrices whose rank is chosen from a budget of parameters, spectrally initialised from an SVD.
using AutoResearch;
using LowRank;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LowRank
{
    /// <summary>A matrix as the product of a tall and a wide one.</summary>
    public sealed class Factored : Module<Tensor, Tensor>
    {
        private readonly Parameter tall;
        private readonly Parameter wide;
        private readonly Parameter bias;

        public Factored(int from, int to, int parameters) : base(nameof(Factored))
        {
            Rank = int.Clamp(parameters / (from + to), 1, int.Min(from, to));
            using (no_grad())
            {
                var (u, s, vh) = linalg.svd(randn(to, from) / Math.Sqrt(from), fullMatrices: false);
                var root = s[..Rank].sqrt();
                tall = Parameter((u[.., ..Rank] * root).contiguous());             // (to, R)
                wide = Parameter((root.unsqueeze(1) * vh[..Rank]).contiguous());                  // (R, from)
            }

            bias = Parameter(zeros(to));
            RegisterComponents();
        }

        public int Rank { get; }

        public override Tensor forward(Tensor x) => functional.linear(functional.linear(x, wide), tall, bias);

        public override string ToString() => $"{tall.shape[0]} x {wide.shape[1]} of rank {Rank}";
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(500, 20_000, Scale = Scale.Log)] private const int ParametersALayer = 3_000;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var (hidden, head) = (new Factored(32, 64, ParametersALayer), new Factored(64, TextRun.Vocabulary, ParametersALayer));
        Console.WriteLine($"Layers: {hidden}; {head}");
        return Sequential(Embedding(TextRun.Vocabulary, 32), hidden, ReLU6(), head);
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
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
