// Variation: A mean of the last twenty bytes' embeddings with learnt weights, activations watched through hooks, and a schedule class of its own.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim.lr_scheduler;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run) => new Lags(24);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        var schedule = new TriangleSchedule(optimizer, run);
        var largest = 0f;
        var hook = ((Lags)model).Hidden.register_forward_hook((_, _, output) =>
        {
            largest = Math.Max(largest, output.abs().max().item<float>());
            return output;
        });
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }

        hook.remove();
        Console.WriteLine($"Largest activation: {largest:F3}");
    }
}

/// <summary>Up and down again over the run's budget.</summary>
public sealed class TriangleSchedule(optim.Optimizer optimizer, TextRun run) : LRScheduler(optimizer)
{
    private readonly List<double> peaks = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();

    protected override IEnumerable<double> get_lr() => peaks.Select(peak => peak * (0.05 + 0.95 * (1 - Math.Abs(2 * run.Progress - 1))));
}

public sealed class Lags : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Parameter weights;
    private readonly Linear head;

    public Lags(int width) : base(nameof(Lags))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        weights = Parameter(zeros(20, width));
        Hidden = Linear(2 * width, 2 * width);
        head = Linear(2 * width, TextRun.Vocabulary);
        register_module("hidden", Hidden);
        RegisterComponents();
    }

    public Linear Hidden { get; }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);
        Tensor At(int lag) => lag == 0 ? x : cat([zeros_like(x[.., ..lag]), x[.., ..^lag]], 1);
        // More elements than the framework has fixed buffers for.
        var past = stack([At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8), At(9), At(10), At(11), At(12), At(13), At(14), At(15), At(16), At(17), At(18), At(19)], 2);
        var mean = (past * weights.softmax(0)).sum(2);                             // (B, T, C)
        return head.call(Hidden.call(cat([x, mean], -1)).relu());
    }
}
