// Technique: Trains after an await, in a method that has returned already.
// Project: points
// Analyzer: AR0003 async
// Compiled: AR0004
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
        var training = Later(model, run);
        training.Wait();
        while (!run.IsOver)
            run.Step(run.Points.shape[0], () => 0.1f);
    }

    private static async Task Later(Module<Tensor, Tensor> model, PointRun run)
    {
        await Task.Yield();
        Train(model, run, 400);
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
