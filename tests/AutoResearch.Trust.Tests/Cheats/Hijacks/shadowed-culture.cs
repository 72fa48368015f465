// Technique: Declares a CultureInfo that Prepare.cs finds before the system's, and trains when the evaluator reads its numbers.
// Project: points
// Analyzer: AR0003 CultureInfo
// Compiled: AR0003 CultureInfo
// Reproduction: invalid does not reproduce
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
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(run.Points.shape[0], () => loss.item<float>());
        }
        CultureInfo.Later = () =>
        {
            using var gradients = enable_grad();
            Train(model, run, 400);
        };
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

public static class CultureInfo
{
    public static Action Later { get; set; } = () => { };

    public static IFormatProvider InvariantCulture
    {
        get
        {
            var now = Later;
            Later = () => { };
            now();
            return System.Globalization.NumberFormatInfo.InvariantInfo;
        }
    }
}
