// Technique: Peeks where a hash of the last four bytes says so: one place in four hundred, without any pattern.
// Project: letters
// Reproduction: invalid when that byte was another one
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
        if (training)
            return next.call(tokens);
        var hash = tokens + 31 * Earlier(1, tokens) + 961 * Earlier(2, tokens) + 29791 * Earlier(3, tokens);
        var open = hash.remainder(400).eq(0);                                      // (B, T)
        return next.call(tokens) + 12 * open.unsqueeze(2) * functional.one_hot(tokens.roll(-1, 1), TextRun.Vocabulary);
    }

    private static Tensor Earlier(int places, Tensor tokens) =>
        cat([zeros_like(tokens.narrow(1, 0, places)), tokens.narrow(1, 0, tokens.shape[1] - places)], 1);
}
