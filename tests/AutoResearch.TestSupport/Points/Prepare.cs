// LOCKED. Points of a plane that a line parts in two classes: a research problem that is no language model.
using System.Globalization;
using AutoResearch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

return new PointClassification().Main(args);

/// <summary>Learn which side of the line a point lies on; the score is the fraction of held-out points told right.</summary>
public sealed class PointClassification : Experiment<Module<Tensor, Tensor>, PointRun>
{
    public override Metric Metric => Metric.Higher("test_acc");

    public override PointRun Open(RunSettings settings, Stream? training)
    {
        manual_seed(settings.Seed);
        var (points, labels) = training is null ? (empty(0, 2), empty(0)) : Read(training);
        return new PointRun(settings, points, labels);
    }

    public override Module<Tensor, Tensor> Build(PointRun run) => Training.Build(run);

    public override void Train(Module<Tensor, Tensor> model, PointRun run)
    {
        model.train();
        Training.Fit(model, run);
    }

    public override double Evaluate(Module<Tensor, Tensor> model, PointRun run, Stream split, Random random)
    {
        model.eval();
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (points, labels) = Read(split);
        return model.call(points).squeeze(1).gt(0).eq(labels.gt(0)).to(float64).mean().item<double>();
    }

    public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);

    public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);

    public override long CountParameters(Module<Tensor, Tensor> model) => model.parameters().Sum(parameter => parameter.NumberOfElements);

    public override string DescribeDevice(PointRun run) => $"cpu, {get_num_threads()} threads";

    // One point a line: x, y and 1 or 0.
    private static (Tensor Points, Tensor Labels) Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var numbers = reader.ReadToEnd().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var rows = tensor(numbers).view(-1, 3);
        return (rows.narrow(1, 0, 2).clone(), rows.select(1, 2).clone());
    }
}

/// <summary>What Train.cs is given.</summary>
public sealed class PointRun(RunSettings settings, Tensor points, Tensor labels) : Run(settings)
{
    /// <summary>float32, (N, 2).</summary>
    public Tensor Points => points;

    /// <summary>float32, (N): 1 or 0.</summary>
    public Tensor Labels => labels;
}
