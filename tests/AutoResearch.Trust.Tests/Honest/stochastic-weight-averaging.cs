// Variation: Stochastic weight averaging (arXiv 1803.05407) over state dictionaries, with a cyclic learning rate.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.2, Scale = Scale.Log)] private const double LargestRate = 0.05;
    [Knob(2, 20)] private const int HalfCycle = 3;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 32)), ("norm", LayerNorm(32)), ("head", Linear(32, TextRun.Vocabulary)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.SGD(model.parameters(), LargestRate, momentum: 0.9);
        var cycle = optim.lr_scheduler.CyclicLR(optimizer, LargestRate / 10, LargestRate, step_size_up: HalfCycle, cycle_momentum: false);
        var snapshots = new Queue<Dictionary<string, Tensor>>();
        for (var number = 1; !run.IsOver; number++)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            cycle.step();
            if (number % (2 * HalfCycle) == 0)
                snapshots.Enqueue(Snapshot(model));
            while (snapshots.Count > 3)
                snapshots.Dequeue();
            run.Step(inputs.numel(), () => loss.item<float>());
        }

        if (snapshots.Count > 0)
            model.load_state_dict(Average(snapshots));
    }

    private static Dictionary<string, Tensor> Snapshot(Module<Tensor, Tensor> model) =>
        model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope());

    private static Dictionary<string, Tensor> Average(IReadOnlyCollection<Dictionary<string, Tensor>> snapshots)
    {
        var average = new Dictionary<string, Tensor>();
        foreach (var name in snapshots.First().Keys)
            average[name] = stack(snapshots.Select(snapshot => snapshot[name])).mean([0]);
        return average;
    }
}
