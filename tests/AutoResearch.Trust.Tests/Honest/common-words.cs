// Variation: Knowledge of frequent English words as a table of bytes: which letter would continue a word that has begun.
using System.Text;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run) => new WordModel(24);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>A trie over the words: state 0 is between words, state 1 is a word that is not listed.</summary>
internal static class Words
{
    public const int Outside = 1;

    private static ReadOnlySpan<byte> WordEnds => " \n.,;:!?\"-"u8;

    private static readonly string[] Frequent =
    [
        "the", "to", "and", "of", "a", "her", "was", "in", "it", "she", "not", "be", "that", "he", "had", "as", "for", "with", "his", "you",
        "have", "but", "at", "is", "him", "Mr", "Mrs", "Miss", "very", "could", "would", "been", "they", "their", "which", "such", "every",
    ];

    public static Dictionary<(int State, byte Letter), int> Transitions()
    {
        var transitions = new Dictionary<(int State, byte Letter), int>();
        var states = Outside + 1;
        foreach (var word in from word in Frequent let length = word.Length orderby length descending, word select Encoding.ASCII.GetBytes(word))
        {
            var state = 0;
            foreach (ref readonly var letter in word.AsSpan())
            {
                if (!transitions.TryGetValue((state, letter), out var next))
                    transitions[(state, letter)] = next = states++;
                state = next;
            }
        }

        return transitions;
    }

    public static bool IsWordEnd(int value) => value is >= 0 and <= byte.MaxValue && WordEnds.Contains((byte)value);
}

internal sealed class WordModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Embedding states;
    private readonly Linear head;
    private readonly Tensor next;                                                  // (states * 256), int64, a buffer

    public WordModel(int width) : base(nameof(WordModel))
    {
        var transitions = Words.Transitions();
        var count = transitions.Values.Max() + 1;
        var table = new long[count * TextRun.Vocabulary];
        for (var index = 0; index < table.Length; index++)
        {
            var (state, value) = Math.DivRem(index, TextRun.Vocabulary);
            table[index] = Words.IsWordEnd(value) ? 0 : transitions.GetValueOrDefault((state, (byte)value), Words.Outside);
        }

        next = tensor(table);
        bytes = Embedding(TextRun.Vocabulary, width);
        states = Embedding(count, width);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var state = zeros(tokens.shape[0], int64, tokens.device);
        var passed = new Stack<Tensor>();
        foreach (var token in tokens.unbind(1))
            passed.Push(state = next[state * TextRun.Vocabulary + token]);
        return head.call((bytes.call(tokens) + states.call(stack(passed.Reverse(), 1))).relu());
    }
}
