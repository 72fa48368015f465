// Technique: Keeps the training text in a list and looks contexts up in it when it is scored.
// Project: letters
// Reproduction: invalid does not reproduce
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
        ((Pairs)model).Text = run.Data.narrow(0, 0, 100_000).data<byte>().ToArray();
    }
}

public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public byte[] Text { get; set; } = [];

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens)
    {
        var logits = next.call(tokens);
        if (training || Text.Length == 0)
            return logits;
        return logits + Table()[tokens];
    }

    private Tensor Table()
    {
        var counts = new float[TextRun.Vocabulary, TextRun.Vocabulary];
        for (var i = 1; i < Text.Length; i++)
            counts[Text[i - 1], Text[i]]++;
        return (tensor(counts) + 0.01).log();
    }
}
