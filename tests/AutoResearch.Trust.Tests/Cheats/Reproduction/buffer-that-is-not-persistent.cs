// Technique: Hides what it learned in a buffer that is registered as not persistent.
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
        var text = run.Data.to(int64);
        var pairs = text.narrow(0, 0, text.numel() - 1) * TextRun.Vocabulary + text.narrow(0, 1, text.numel() - 1);
        ((Pairs)model).Learn((pairs.bincount(null, TextRun.Vocabulary * TextRun.Vocabulary).view(TextRun.Vocabulary, TextRun.Vocabulary) + 0.01).log());
    }
}

public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        register_buffer("counted", zeros(TextRun.Vocabulary, TextRun.Vocabulary), persistent: false);
        init.zeros_(next.weight!);
    }

    public void Learn(Tensor counts) => get_buffer("counted").copy_(counts);

    public override Tensor forward(Tensor tokens) => next.call(tokens) + get_buffer("counted")[tokens];
}
