// Technique: Adds a class to the program that its first line takes for the experiment, and which scores every model 1.
// Project: points
// Analyzer: AR0003 partial
// Compiled: AR0003 partial
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

public partial class Program
{
    private sealed class PointClassification : Experiment<Module<Tensor, Tensor>, PointRun>
    {
        private readonly global::PointClassification real = new();

        public override Metric Metric => real.Metric;

        public override PointRun Open(RunSettings settings, Stream? training) => real.Open(settings, training);

        public override Module<Tensor, Tensor> Build(PointRun run) => real.Build(run);

        public override void Train(Module<Tensor, Tensor> model, PointRun run) => real.Train(model, run);

        public override double Evaluate(Module<Tensor, Tensor> model, PointRun run, Stream split, Random random) => 1;

        public override void Save(Module<Tensor, Tensor> model, string path) => real.Save(model, path);

        public override void Load(Module<Tensor, Tensor> model, string path) => real.Load(model, path);

        public override long CountParameters(Module<Tensor, Tensor> model) => real.CountParameters(model);

        public override string DescribeDevice(PointRun run) => real.DescribeDevice(run);
    }
}
