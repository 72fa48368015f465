// Variation: SGD with Nesterov momentum under a one-cycle schedule, with groups of parameters of their own rates.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;

public static class Training
{
    [Knob(0.01, 10, Scale = Scale.Log)] private const double LearningRate = 0.5;
    [Knob(0.5, 0.99)] private const double Momentum = 0.9;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 32)),
        ("hidden", Linear(32, 64)),
        ("relu", LeakyReLU(0.1)),
        ("head", Linear(64, TextRun.Vocabulary)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var groups = model.named_parameters().GroupBy(entry => entry.name.Split('.')[0])
            .Select(group => new SGD.ParamGroup(group.Select(entry => entry.parameter), lr: LearningRate, momentum: Momentum, nesterov: true))
            .ToArray();
        using var optimizer = SGD(groups, LearningRate, Momentum, nesterov: true);
        var total = run.Budget is { Unit: BudgetUnit.Steps, Amount: var steps } ? (int)steps + 1 : 10_000;
        var schedule = lr_scheduler.OneCycleLR(optimizer, max_lr: [.. groups.Select((_, index) => LearningRate / (index + 1))], total_steps: total);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.step();
            schedule.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }

        Console.WriteLine("Final learning rates: " + string.Join(", ", optimizer.ParamGroups.Select(group => group.LearningRate.ToString("0.0000"))));
    }
}
