using AutoResearch;
using TorchSharp;
using static TorchSharp.torch;

return new Summation().Main(args);

/// <summary>Learns to add four numbers: the smallest problem that shows that libtorch is there.</summary>
sealed class Summation : Experiment<nn.Module<Tensor, Tensor>, Run>
{
    public override Metric Metric => Metric.Lower("val_loss");

    public override Run Open(RunSettings settings, Stream? training)
    {
        manual_seed(settings.Seed);
        return new Run(settings);
    }

    public override nn.Module<Tensor, Tensor> Build(Run run) => Training.Build();

    public override void Train(nn.Module<Tensor, Tensor> model, Run run) => Training.Train(model, run);

    public override double Evaluate(nn.Module<Tensor, Tensor> model, Run run, Stream split, Random random)
    {
        using var scope = NewDisposeScope();
        var x = rand(64, 4);
        return nn.functional.mse_loss(model.call(x), x.sum(1, keepdim: true)).item<float>();
    }

    public override void Save(nn.Module<Tensor, Tensor> model, string path) => model.save(path);

    public override void Load(nn.Module<Tensor, Tensor> model, string path) => model.load(path);

    public override long CountParameters(nn.Module<Tensor, Tensor> model) => model.parameters().Sum(parameter => parameter.numel());

    public override string DescribeDevice(Run run) => "cpu";
}
