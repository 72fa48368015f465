// Variation: A focal loss (arXiv 1708.02002) as a Loss module of its own, weighted by how rare a byte is.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0, 5)] private const double Focus = 0.5;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Linear(32, 64), SELU(), Linear(64, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var counts = bincount(run.Data, minlength: TextRun.Vocabulary).to(float32) + 1;
        using var criterion = new FocalLoss(Focus, (counts.mean() / counts).pow(0.1));
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = criterion.call(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>What is predicted well already counts less.</summary>
public sealed class FocalLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly double focus;
    private readonly Tensor weights;

    public FocalLoss(double focus, Tensor weights, Reduction reduction = Reduction.Mean) : base(reduction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(focus);
        (this.focus, this.weights) = (focus, weights);
    }

    public override Tensor forward(Tensor logits, Tensor targets)
    {
        var logs = logits.log_softmax(1).gather(1, targets.unsqueeze(1)).squeeze(1);
        var losses = -(1 - logs.exp()).pow(focus) * logs * weights[targets];
        return reduction switch
        {
            Reduction.Mean => losses.mean(),
            Reduction.Sum => losses.sum(),
            _ => losses,
        };
    }
}
