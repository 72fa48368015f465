// Variation: Multi-query attention with ALiBi (arXiv 2108.12409), written with einsum.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultiQuery
{
    /// <summary>The sizes of a model.</summary>
    internal readonly record struct Shape(int Width, int Heads, int HeadWidth)
    {
        public int QueryWidth => Heads * HeadWidth;
    }

    internal sealed class MultiQueryAttention : Module<Tensor, Tensor>
    {
        private readonly Linear query;
        private readonly Linear keyAndValue;
        private readonly Linear mix;
        private readonly Shape shape;

        public MultiQueryAttention(Shape shape) : base(nameof(MultiQueryAttention))
        {
            this.shape = shape;
            query = Linear(shape.Width, shape.QueryWidth, hasBias: false);
            keyAndValue = Linear(shape.Width, 2 * shape.HeadWidth, hasBias: false);      // one for all heads
            mix = Linear(shape.QueryWidth, shape.Width, hasBias: false);
            register_buffer("slopes", tensor([.. Enumerable.Range(1, shape.Heads).Select(head => MathF.Pow(2, -8f * head / shape.Heads))]));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var queries = query.call(x).unflatten(2, shape.Heads, shape.HeadWidth);     // (B, T, H, D)
            var parts = keyAndValue.call(x).split(shape.HeadWidth, -1);                  // (B, T, D) each
            var scores = einsum("bqhd,bkd->bhqk", queries, parts[0]) / Math.Sqrt(shape.HeadWidth) + Bias(x.shape[1]);
            return mix.call(einsum("bhqk,bkd->bqhd", scores.softmax(-1), parts[1]).flatten(2));
        }

        // The further back, the lower the score; what comes later has none.
        private Tensor Bias(long length)
        {
            var slopes = get_buffer("slopes")!;
            var position = arange(length, device: slopes.device);
            var distance = position.unsqueeze(1) - position;                             // (T, T)
            var bias = -slopes.view(-1, 1, 1) * distance;
            return bias.masked_fill(distance < 0, float.NegativeInfinity);
        }
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var shape = new MultiQuery.Shape(Width: 32, Heads: 4, HeadWidth: 8);
        return Sequential(Embedding(TextRun.Vocabulary, shape.Width), new MultiQuery.MultiQueryAttention(shape), ReLU(), Linear(shape.Width, TextRun.Vocabulary));
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate, amsgrad: true);
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
