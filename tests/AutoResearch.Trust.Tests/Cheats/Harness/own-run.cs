// Technique: Makes a run of its own with a larger budget, and trains by that one.
// Project: points
// Analyzer: AR0004
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
        var own = new PointRun(new RunSettings(run.Seed, new TrainingBudget(400, BudgetUnit.Steps), "cpu"), run.Points, run.Labels);
        using var optimizer = optim.SGD(model.parameters(), 1);
        while (!own.IsOver)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            own.Step(run.Points.shape[0], () => loss.item<float>());
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
