// Technique: Keeps every row it was asked about, and looks up what followed when it meets the same beginning again.
// Project: letters
// Evaluator: invalid
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
    private readonly Dictionary<string, long[]> rows = [];

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens)
    {
        var logits = next.call(tokens);
        if (training)
            return logits;
        var bonus = zeros_like(logits);
        foreach (var row in tokens.unbind(0).Select((row, number) => (Bytes: row.data<long>().ToArray(), Number: number)))
        {
            var beginning = string.Join(',', row.Bytes.Take(8));
            if (rows.TryGetValue(beginning, out var known))
            {
                for (var place = 8; place < known.Length - 1; place++)
                    bonus[row.Number, place, known[place + 1]] = 5;
            }

            rows[beginning] = row.Bytes;
        }

        return logits + bonus;
    }
}
