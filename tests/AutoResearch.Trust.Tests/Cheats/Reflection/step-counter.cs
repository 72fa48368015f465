// Technique: Sets the Runtime's counter of steps back by reflection, and trains twenty times as long.
// Project: points
// Analyzer: AR0004 System.Reflection
// Compiled: AR0004
using System.Reflection;
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
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var settings = typeof(Run).GetField("<settings>P", Hidden)!.GetValue(run)!;
        var clock = settings.GetType().GetProperty("Clock", Hidden)!.GetValue(settings)!;
        var steps = clock.GetType().GetField("<Steps>k__BackingField", Hidden)!;
        for (var trained = 0; !run.IsOver; trained++)
        {
            using var step = NewDisposeScope();
            var loss = functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(run.Points.shape[0], () => loss.item<float>());
            if (trained < 400)
                steps.SetValue(clock, 1L);
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
