// Variation: Linear attention (arXiv 2006.16236): running sums instead of a softmax over the past.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(4, 16)] private const int Features = 8;

    public static Module<Tensor, Tensor> Build(TextRun run) => new LinearAttention(24, Features);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.Adam(model.parameters(), LearningRate);
        var schedule = optim.lr_scheduler.ExponentialLR(optimizer, gamma: 0.97);
        for (var number = 1; !run.IsOver; number++)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
            if (number % 10 == 0)
                Console.WriteLine($"step {number}: {loss.item<float>():0.000} nats");
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class LinearAttention : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear head;

    public LinearAttention(long width, long features) : base(nameof(LinearAttention))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        query = Linear(width, features);
        key = Linear(width, features);
        value = Linear(width, features);
        head = Linear(width + features, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);                                                // (B, T, C)
        var (q, k, v) = (Positive(query.call(x)), Positive(key.call(x)), value.call(x));
        var memory = (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(1);                // (B, T, F, F)
        var weight = (q * k.cumsum(1)).sum(-1, keepdim: true);
        var read = q.unsqueeze(-2).matmul(memory).squeeze(-2) / (weight + 1e-6);
        return head.call(cat([x, read], dim: -1));
    }

    private static Tensor Positive(Tensor x) => functional.elu(x, 1) + 1;
}
