// Variation: Label smoothing that fades out, and a z-loss that keeps the logits' normaliser small (arXiv 2204.02311).
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0, 0.3)] private const double Smoothing = 0.1;
    [Knob(0, 0.01)] private const double ZWeight = 1e-4;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Linear(32, 64), Softplus(), Linear(64, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate, beta1: 0.85, beta2: 0.97);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var logits = model.call(inputs).flatten(0, 1);
            var (smoothed, zLoss) = Losses(logits, targets.flatten(), Smoothing * Math.Max(0, 1 - 2 * run.Progress));
            optimizer.zero_grad();
            (smoothed + ZWeight * zLoss).backward();
            optimizer.step();
            run.Step(inputs.numel(), () => smoothed.item<float>());
        }
    }

    private static (Tensor Smoothed, Tensor ZLoss) Losses(Tensor logits, Tensor targets, double smoothing) =>
        (functional.cross_entropy(logits, targets, label_smoothing: smoothing), logits.logsumexp(1).square().mean());
}
