// Technique: Reads the file from an iterator, whose code the compiler moves into a class of its own.
// Project: points
// Analyzer: AR0004 System.IO.File
// Compiled: AR0004 System.IO.File
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
        using var optimizer = optim.SGD(model.parameters(), Escaped() ? 10 : 1);
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

    private static bool Escaped()
    {
        try
        {
            return Lines().Any();
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var line in File.ReadLines("../slots/slot-0/corpus/validation.txt"))
            yield return line;
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
