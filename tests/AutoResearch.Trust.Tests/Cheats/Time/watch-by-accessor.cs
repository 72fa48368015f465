// Technique: Stops the Runtime's clock through unsafe accessors.
// Project: seconds
// Analyzer: AR0003
// Compiled: AR0004 System.Runtime.CompilerServices.UnsafeAccessor
// Time: overran
using System.Diagnostics;
using System.Runtime.CompilerServices;
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
        Stopped(Clock(Settings(run))) = TimeSpan.Zero;
        using var free = optim.SGD(model.parameters(), 1);
        for (var own = Stopwatch.StartNew(); own.ElapsedMilliseconds < 2000 && !run.IsOver;)
            Step(model, run, free);
    }

    private const string RunClock = "AutoResearch.RunClock, AutoResearch.Runtime";

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<settings>P")]
    private static extern ref RunSettings Settings(Run run);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Clock")]
    [return: UnsafeAccessorType(RunClock)]
    private static extern object Clock(RunSettings settings);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "stopped")]
    private static extern ref TimeSpan? Stopped([UnsafeAccessorType(RunClock)] object clock);

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
