// Technique: Stops the Runtime's clock by reflection, and starts it again after two seconds.
// Project: seconds
// Analyzer: AR0004 System.Reflection
// Compiled: AR0004
// Time: overran
using System.Diagnostics;
using System.Reflection;
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
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var settings = typeof(Run).GetField("<settings>P", Hidden)!.GetValue(run)!;
        var clock = settings.GetType().GetProperty("Clock", Hidden)!.GetValue(settings)!;
        var started = clock.GetType().GetField("started", Hidden)!;
        var stopped = clock.GetType().GetField("stopped", Hidden)!;
        var before = (long)started.GetValue(clock)!;
        var now = Stopwatch.GetTimestamp();
        stopped.SetValue(clock, Stopwatch.GetElapsedTime(before, now));
        using var free = optim.SGD(model.parameters(), 1);
        for (var own = Stopwatch.StartNew(); own.ElapsedMilliseconds < 2000;)
            Step(model, run, free);
        started.SetValue(clock, before + Stopwatch.GetTimestamp() - now);
        stopped.SetValue(clock, null);
        while (!run.IsOver)
            Step(model, run, optimizer);
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
