// Variation: Windows drawn in proportion to how surprising they were, with a priority queue of the hardest for a last look.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0.1, 0.9)] private const double Explores = 0.6;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), Linear(32, 48), Softsign(), Linear(48, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        const int length = 64;
        const int batch = 8;
        using var optimizer = optim.Adam(model.parameters(), LearningRate);
        var hardest = new PriorityQueue<long, float>(Comparer<float>.Create((left, right) => right.CompareTo(left)));
        var seen = new HashSet<long>();
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var starts = new long[batch];
            for (var row = 0; row < batch; row++)
            {
                starts[row] = run.Progress > Explores && hardest.TryDequeue(out var hard, out _)
                    ? hard
                    : randint(run.Data.numel() - length - 1, 1).item<long>();
            }

            var windows = run.Data[tensor(starts, device: run.Device).unsqueeze(1) + arange(length + 1, device: run.Device)].to(int64);
            var logits = model.call(windows.narrow(1, 0, length));
            var losses = functional.cross_entropy(logits.transpose(1, 2), windows.narrow(1, 1, length), reduction: Reduction.None).mean([1]);
            foreach (var (start, surprise) in starts.Zip(losses.detach().unbind().Select(value => value.item<float>())))
            {
                if (seen.Add(start))
                    hardest.Enqueue(start, surprise);
            }

            var loss = losses.mean();
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(batch * length, () => loss.item<float>());
        }
    }
}
