// Variation: The text cut into overlapping windows with unfold, visited in an order of its own, a new permutation each pass.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(1, 64)] private const int BatchSize = 8;
    [Knob(16, 256)] private const int Length = 64;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Linear(32, 32), CELU(), Linear(32, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        foreach (var (inputs, targets) in Batches(run).TakeWhile(_ => !run.IsOver))
        {
            using var step = NewDisposeScope();
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
            inputs.Dispose();
            targets.Dispose();
        }
    }

    private static IEnumerable<(Tensor Inputs, Tensor Targets)> Batches(TextRun run)
    {
        using var windows = run.Data.unfold(0, Length + 1, Length / 2);            // (N, T + 1), half of each in the next
        for (var pass = 0; ; pass++)
        {
            using var order = randperm(windows.shape[0], device: run.Device);
            var batches = order.shape[0] / BatchSize;
            for (var batch = 0L; batch < batches; batch++)
            {
                using var chosen = windows[order.narrow(0, batch * BatchSize, BatchSize)].to(int64);
                yield return (chosen[.., ..^1].contiguous(), chosen[.., 1..].contiguous());
            }

            Console.WriteLine($"Pass {pass + 1} over the text is complete.");
        }
    }
}
