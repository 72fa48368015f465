// Technique: Goes on training in a thread after the return, until the evaluator waits for it.
// Project: points
// Analyzer: AR0004 System.Threading.Thread
// Compiled: AR0004 System.Threading.Thread
// Reproduction: invalid does not reproduce
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

        var thread = new Thread(() => Train(model, run, 400));
        ((Classifier)model).Later = thread.Join;
        ((Classifier)model).Begin = thread.Start;
    }

    private static void Train(Module<Tensor, Tensor> model, PointRun run, int steps)
    {
        using var optimizer = optim.SGD(model.parameters(), 1);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.binary_cross_entropy_with_logits(model.call(run.Points).squeeze(1), run.Labels).backward();
            optimizer.step();
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

    public Action Later { get; set; } = () => { };

    public override Tensor forward(Tensor points) => line.call(points);

    public Action Begin { get; set; } = () => { };

    // The evaluator calls it before it scores: after the weights were saved.
    public override void eval()
    {
        Begin();
        Later();
        base.eval();
    }
}
