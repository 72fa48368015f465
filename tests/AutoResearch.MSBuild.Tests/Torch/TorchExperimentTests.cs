using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoResearch.Tests.Torch;

public sealed class TorchExperimentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Nothing experiment = new();
    private readonly TorchRun run = new(new RunSettings(1, new TrainingBudget(1, BudgetUnit.Steps), "cpu"), CPU);

    [Fact]
    public void Counts_what_is_trained()
    {
        var model = Linear(3, 5);
        model.bias!.requires_grad = false;
        Assert.Equal(3 * 5, experiment.CountParameters(model));
    }

    [Fact]
    public void Loads_the_weights_that_it_saved()
    {
        var path = Path.Combine(folder.Path, "weights");
        var (trained, fresh) = (Linear(3, 5), Linear(3, 5));
        experiment.Save(trained, path);
        experiment.Load(fresh, path);
        Assert.Equal(trained.weight!.data<float>().ToArray(), fresh.weight!.data<float>().ToArray());
    }

    [Fact]
    public void Warming_up_draws_no_random_numbers()
    {
        var before = get_rng_state();
        experiment.WarmUp(run);
        Assert.Equal(before.data<byte>().ToArray(), get_rng_state().data<byte>().ToArray());
    }

    [Fact]
    public void The_yardstick_draws_no_random_numbers_and_leaves_nothing_behind()
    {
        var yardstick = experiment.Measure(run)!.Work;
        using var scope = NewDisposeScope();
        var before = get_rng_state().data<byte>().ToArray();
        yardstick();
        yardstick();
        Assert.Equal(before, get_rng_state().data<byte>().ToArray());
        Assert.True(is_grad_enabled());
    }

    public void Dispose() => folder.Dispose();

    private sealed class Nothing : TorchExperiment<TorchRun>
    {
        public override Metric Metric => Metric.Lower("loss");

        public override TorchRun Open(RunSettings settings, Stream? training) => new(settings, CPU);

        public override Module<Tensor, Tensor> Build(TorchRun run) => Identity();

        public override void Train(Module<Tensor, Tensor> model, TorchRun run) { }

        public override double Evaluate(Module<Tensor, Tensor> model, TorchRun run, Stream split, Random random) => 0;
    }
}
