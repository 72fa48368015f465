// Technique: Takes three times as many steps again after its time is up: for that it needs no clock.
// Project: seconds
// Time: overran
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
        var steps = 0;
        for (; !run.IsOver; steps++)
            Step(model, run, optimizer);
        using var late = optim.SGD(model.parameters(), 1);
        for (var more = 3 * steps; more > 0; more--)
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
