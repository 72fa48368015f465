// EDITED BY THE AGENT.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(0.001, 1000, Scale = Scale.Log)] private const double LearningRate = 1;

    public static Module<Tensor, Tensor> Build(PointRun run) => new Classifier();

    public static void Fit(Module<Tensor, Tensor> model, PointRun run)
    {
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
            loss.backward();
            Descend(model);
            run.Step(run.Points.shape[0], () => loss.item<float>());
        }
    }

    private static void Descend(Module<Tensor, Tensor> model)
    {
        using var noGradients = no_grad();
        foreach (var parameter in model.parameters())
        {
            parameter.sub_(LearningRate * parameter.grad!);
            parameter.grad = null;
        }
    }
}

public sealed class Classifier : Module<Tensor, Tensor>
{
    private readonly Linear line = Linear(2, 1);

    public Classifier() : base(nameof(Classifier))
    {
        RegisterComponents();
        // From zero, so that a result depends on no seed.
        using var noGradients = no_grad();
        foreach (var parameter in parameters())
            parameter.zero_();
    }

    public override Tensor forward(Tensor points) => line.call(points);
}
