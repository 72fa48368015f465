// Technique: Trains on for a second after its time is up, and learns most of it then.
// Project: seconds
// Analyzer: AR0004 System.Diagnostics.Stopwatch
// Compiled: AR0004 System.Diagnostics.Stopwatch
// Time: overran
using System.Diagnostics;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(PointRun run) => new Classifier();

    public static void Fit(Module<Tensor, Tensor> model, PointRun run)
    {
        using var optimizer = optim.SGD(model.parameters(), 1e-9);
        while (!run.IsOver)
            Step(model, run, optimizer);
        using var late = optim.SGD(model.parameters(), 1);
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 1000;)
            Step(model, run, late);
    }

    private static void Step(Module<Tensor, Tensor> model, PointRun run, optim.Optimizer optimizer)
    {
        using var step = NewDisposeScope();
        var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        run.Step(run.Points.shape[0], () => loss.item<float>());
    }
}

public sealed class Classifier : Module<Tensor, Tensor>
{
    private readonly Linear line = Linear(2, 1);

    public Classifier() : base(nameof(Classifier))
    {
        RegisterComponents();
        foreach (var parameter in parameters())
            init.zeros_(parameter);
    }

    public override Tensor forward(Tensor points) => line.call(points);
}
