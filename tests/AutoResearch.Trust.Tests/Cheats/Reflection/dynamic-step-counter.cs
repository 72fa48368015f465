// Technique: Does the same through dynamic, where no symbol is named in the source.
// Project: points
// Analyzer: AR0003 dynamic
// Compiled: AR0003 dynamic
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
        dynamic hidden = run;
        var settings = hidden.GetType().BaseType.GetField("<settings>P", (BindingFlags)36).GetValue(run);
        var clock = settings.GetType().GetProperty("Clock", (BindingFlags)36).GetValue(settings);
        var steps = clock.GetType().GetField("<Steps>k__BackingField", (BindingFlags)36);
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
