// Variation: Patches of bytes (arXiv 2305.07185): a coarse recurrence over groups of eight, a fine one within, each group knowing only those before.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Choice(4, 8, 16)] private const int PatchSize = 8;

    public static Module<Tensor, Tensor> Build(TextRun run) => new PatchModel(16, PatchSize);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class PatchModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly GRU coarse;
    private readonly GRU fine;
    private readonly Linear head;
    private readonly int size;

    public PatchModel(int width, int size) : base(nameof(PatchModel))
    {
        this.size = size;
        bytes = Embedding(TextRun.Vocabulary, width);
        coarse = GRU(size * width, width, batchFirst: true);
        fine = GRU(width, width, batchFirst: true);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                  // (B, T)
    {
        var (batch, length) = (tokens.shape[0], tokens.shape[1]);
        if (Math.DivRem(length, size) is not (var patches, 0))
            throw new ArgumentException($"A window of {length} bytes is not a whole number of patches of {size}.", nameof(tokens));
        var x = bytes.call(tokens);                                                // (B, T, C)
        var (summaries, _) = coarse.call(x.reshape(batch, patches, -1));           // (B, P, C)
        // A patch starts from the summary of those before it, not of itself.
        var known = functional.pad(summaries, (0, 0, 1, 0)).narrow(1, 0, patches);
        var start = known.reshape(1, batch * patches, -1).contiguous();
        var (states, _) = fine.call(x.reshape(batch * patches, size, -1), start);
        return head.call(states.reshape(batch, length, -1));
    }
}
