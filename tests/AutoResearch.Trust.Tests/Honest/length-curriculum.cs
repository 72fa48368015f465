// Variation: A curriculum: short windows first, longer ones as training goes on, with the batch shrinking to match.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public readonly record struct Stage(double Until, int Length)
{
    public const int TokensAStep = 512;

    public int Batch => Math.Max(1, TokensAStep / Length);
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    private static readonly Stage[] Stages = [new(0.3, 16), new(0.7, 32), new(1, 128)];

    public static Module<Tensor, Tensor> Build(TextRun run) => new Recurrent(24);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        Stage? last = null;
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var stage = Array.Find(Stages, stage => run.Progress < stage.Until) is { Length: > 0 } found ? found : Stages[^1];
            if (stage != last)
                Console.WriteLine("{0:P0}: windows of {1} bytes, {2} at once", run.Progress, stage.Length, stage.Batch);
            last = stage;
            var (inputs, targets) = run.Sample(stage.Batch, stage.Length);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class Recurrent : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly RNN recurrence;
    private readonly Linear head;

    public Recurrent(int width) : base(nameof(Recurrent))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        recurrence = RNN(width, width, nonLinearity: NonLinearities.Tanh, batchFirst: true);
        head = Linear(2 * width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);
        var (states, _) = recurrence.call(x);
        return head.call(cat([x, states], dim: 2));
    }
}
