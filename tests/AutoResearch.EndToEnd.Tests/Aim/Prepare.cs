// LOCKED. A number to come near: a research problem whose scores, and whose noise, a test can foresee.
using System.Globalization;
using AutoResearch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

return new Aiming().Main(args);

/// <summary>Answer a number; the score is how far it is from the one in the split.</summary>
public sealed class Aiming : Experiment<Module<Tensor, Tensor>, AimRun>
{
    public override Metric Metric => Metric.Lower("miss");

    public override AimRun Open(RunSettings settings, Stream? training)
    {
        manual_seed(settings.Seed);
        return new AimRun(settings);
    }

    public override Module<Tensor, Tensor> Build(AimRun run) => Training.Build(run);

    public override void Train(Module<Tensor, Tensor> model, AimRun run) => Training.Fit(model, run);

    public override double Evaluate(Module<Tensor, Tensor> model, AimRun run, Stream split, Random random)
    {
        using var reader = new StreamReader(split);
        var target = double.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return Math.Abs(model.call(zeros(1)).item<float>() - target);
    }

    public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);

    public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);

    public override long CountParameters(Module<Tensor, Tensor> model) => model.parameters().Sum(parameter => parameter.NumberOfElements);

    public override string DescribeDevice(AimRun run) => $"cpu, {get_num_threads()} threads";
}

/// <summary>What Train.cs is given.</summary>
public sealed class AimRun(RunSettings settings) : Run(settings);
