// Variation: Gradients accumulated over micro-batches, LambdaLR, and clipping that is logged through a StringBuilder.
using System.Globalization;
using System.Text;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(1, 8)] private const int MicroBatches = 3;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 24), Linear(24, 48), ELU(1.0), Linear(48, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.Adam(model.parameters(), LearningRate);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Math.Min(1.0, (step + 1) / 5.0) * Math.Pow(0.98, step));
        var log = new StringBuilder();
        while (!run.IsOver)
        {
            var total = 0f;
            optimizer.zero_grad();
            for (var micro = 0; micro < MicroBatches; micro++)
                total += Backward(model, run) / MicroBatches;
            var norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm: 0.5);
            if (norm > 0.5)
                log.AppendFormat(CultureInfo.InvariantCulture, "clipped {0:0.00} at {1:P0}", norm, run.Progress).AppendLine();
            optimizer.step();
            schedule.step();
            run.Step(MicroBatches * 4 * 64, () => total);
        }

        Console.Write(log.ToString());
    }

    private static float Backward(Module<Tensor, Tensor> model, TextRun run)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets) = run.Sample(4, 64);
        var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
        (loss / MicroBatches).backward();
        return loss.ToSingle();
    }
}
