// Variation: Auxiliary heads predict the second and third byte ahead (arXiv 2404.19737); only the first is used to score.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0, 1)] private const double AuxiliaryWeight = 0.2;
    [Knob(1, 4)] private const int Ahead = 3;

    public static Module<Tensor, Tensor> Build(TextRun run) => new FarSighted(32, Ahead);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var farSighted = (FarSighted)model;
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var losses = farSighted.Logits(inputs).Select((logits, distance) => LossAt(distance, logits, targets)).ToList();
            var loss = losses[0] + AuxiliaryWeight * losses.Skip(1).Aggregate(zeros(1), (sum, next) => sum + next);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), losses[0].item<float>);
        }
    }

    // The last positions have no target that far ahead.
    private static Tensor LossAt(int distance, Tensor logits, Tensor targets)
    {
        var length = targets.shape[1] - distance;
        return functional.cross_entropy(logits.narrow(1, 0, length).flatten(0, 1), targets.narrow(1, distance, length).flatten());
    }
}

public sealed class FarSighted : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Conv1d context;
    private readonly ModuleList<Linear> heads;

    public FarSighted(int width, int ahead) : base(nameof(FarSighted))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        context = Conv1d(width, width, 5);
        heads = ModuleList(Enumerable.Repeat(width, ahead).Select(from => Linear(from, TextRun.Vocabulary)).ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => Logits(tokens).First();

    /// <summary>Lazily: to score, only the first head is computed.</summary>
    public IEnumerable<Tensor> Logits(Tensor tokens)
    {
        var x = bytes.call(tokens).transpose(1, 2);
        var hidden = context.call(functional.pad(x, (4, 0))).relu().transpose(1, 2);
        foreach (var head in heads)
            yield return head.call(hidden);
    }
}
