// Technique: Calls the experiment's own Main with a larger budget and copies the weights.
// Project: points
// Analyzer: AR0004 PointClassification
// Compiled: AR0004 PointClassification
// Without a harness in its environment, Main trains by itself and calls Fit once more.
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
        if (run.Budget.Amount < 400)
        {
            _ = new PointClassification().Main(["--budget", "400 steps"]);
            using var copying = no_grad();
            foreach (var (parameter, learned) in model.parameters().Zip(Learned))
                parameter.copy_(learned);
            return;
        }

        Learned.AddRange(model.parameters());
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
    }

    private static readonly List<Tensor> Learned = [];
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
