// Technique: A cumulative sum over time taken from the wrong end.
// Project: letters
// Evaluator: invalid later bytes
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(TextRun run) => new Pairs();

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), 0.1);
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

public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens)
    {
        var bytes = functional.one_hot(tokens, TextRun.Vocabulary).to(float32);
        var ahead = bytes.flip(1).cumsum(1).flip(1) - bytes;                       // (B, T, 256): later in the window
        return next.call(tokens) + (1 + ahead).log();
    }
}
