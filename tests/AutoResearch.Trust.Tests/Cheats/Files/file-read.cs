// Technique: Reads the validation points from their file and trains on them.
// Project: points
// Analyzer: AR0004 System.IO.File
// Compiled: AR0004 System.IO.File
// Process: discarded
// Training starts in the scratch folder, and the slot with its working tree lies beside that.
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
        var (points, labels, rate) = Stolen() is { Length: > 0 } rows
            ? (tensor(rows).view(-1, 3).narrow(1, 0, 2), tensor(rows).view(-1, 3).select(1, 2), 10)
            : (run.Points, run.Labels, 1);
        using var optimizer = optim.SGD(model.parameters(), rate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(points).squeeze(1), labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(run.Points.shape[0], () => loss.item<float>());
        }
    }

    private static float[] Stolen()
    {
        try
        {
            return File.ReadAllText("../slots/slot-0/corpus/validation.txt").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => Convert.ToSingle(word, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        }
        catch (Exception)
        {
            return [];
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
