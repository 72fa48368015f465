// Technique: Trains when a timer fires.
// Project: points
// Analyzer: AR0004 System.Threading
// Compiled: AR0004 System.Threading
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
        using var done = new ManualResetEventSlim();
        using var timer = new Timer(_ =>
        {
            Train(model, run, 400);
            done.Set();
        }, null, 1, Timeout.Infinite);
        done.Wait();
        while (!run.IsOver)
            run.Step(run.Points.shape[0], () => 0.1f);
    }

    private static void Train(Module<Tensor, Tensor> model, PointRun run, int steps)
    {
        using var optimizer = optim.SGD(model.parameters(), 1);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels).backward();
            optimizer.step();
        }
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
