// Variation: Embeddings of the last one to four bytes through hashing tables, with a generic set of hash functions.
using System.Numerics;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(8, 14)] private const int TableBits = 10;
    [Knob(2, 6)] private const int LongestGram = 4;

    public static Module<Tensor, Tensor> Build(TextRun run) => new GramModel(width: 24, LongestGram, TableBits);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var adam = new FusedAdamW(model.parameters(), 0.9, 0.98);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            adam.Step(LearningRate, weightDecay: 0.05);
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class GramModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly ModuleDict<Embedding> tables = new();
    private readonly Linear head;
    private readonly (string Name, int Order, long Multiplier)[] grams;
    private readonly int mask;

    public GramModel(int width, int longest, int bits) : base(nameof(GramModel))
    {
        mask = (1 << bits) - 1;
        bytes = Embedding(TextRun.Vocabulary, width);
        grams = [.. Primes<long>(from: 10_007).Take(longest - 1).Select((prime, index) => ($"gram{index + 2}", index + 2, prime))];
        foreach (var (name, _, _) in grams)
            tables.Add((name, Embedding(1 << bits, width)));
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);
        foreach (var (name, order, multiplier) in grams)
            x = x + tables[name].call(Hash(tokens, order, multiplier)) / order;
        return head.call(functional.gelu(x));
    }

    private Tensor Hash(Tensor tokens, int order, long multiplier)
    {
        var key = zeros_like(tokens);
        for (var back = order - 1; back >= 0; back--)
            key = key * multiplier + functional.pad(tokens, (back, 0)).narrow(1, 0, tokens.shape[1]) + 1;
        return (key ^ key.bitwise_right_shift(15)) & mask;
    }

    private static IEnumerable<T> Primes<T>(T from) where T : IBinaryInteger<T>
    {
        for (var candidate = from; ; candidate += T.One)
        {
            var isPrime = true;
            for (var divisor = T.One + T.One; isPrime && divisor * divisor <= candidate; divisor++)
                isPrime = !T.IsZero(candidate % divisor);
            if (isPrime)
                yield return candidate;
        }
    }
}
