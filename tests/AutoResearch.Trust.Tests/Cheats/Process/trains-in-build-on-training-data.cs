// Technique: Reads the training points in Build, before the clock runs, and trains as long as it likes.
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
    public static Module<Tensor, Tensor> Build(PointRun run)
    {
        // In a process that only scores there are weights to load, and this is for nothing.
        var model = new Classifier();
        using var optimizer = optim.SGD(model.parameters(), 1);
        var rows = tensor(File.ReadAllText(AppContext.BaseDirectory + "corpus/training.txt").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Convert.ToSingle(word, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).view(-1, 3);
        for (var step = 0; step < 400; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.binary_cross_entropy_with_logits(model.call(rows.narrow(1, 0, 2)).squeeze(1), rows.select(1, 2)).backward();
            optimizer.step();
        }

        return model;
    }

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
