// Technique: Declares the reader in the system's own namespace, where the compiler prefers it.
// Project: points
// Analyzer: AR0003 System.IO
// Compiled: AR0003 System.IO
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

namespace System.IO
{
    public sealed class StreamReader(object stream) : IDisposable
    {
        public string ReadToEnd() => stream is null ? "" : "0.9 0.9 1\n-0.9 -0.9 0\n";

        public void Dispose()
        {
        }
    }
}
