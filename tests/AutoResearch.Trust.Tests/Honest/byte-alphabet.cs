// Variation: What one knows of English letters, as a buffer of features: case, vowels, digits, spaces, punctuation.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

[Flags]
public enum Trait
{
    None = 0,
    Vowel = 1,
    Upper = 2,
    Digit = 4,
    Space = 8,
    Mark = 16,
}

public static class Alphabet
{
    private const string Vowels = "aeiouyAEIOUY";

    public static Trait Of(char letter) => (char.IsAsciiLetterUpper(letter) ? Trait.Upper : Trait.None) | letter switch
    {
        _ when Vowels.Contains(letter) => Trait.Vowel,
        >= '0' and <= '9' => Trait.Digit,
        ' ' or '\n' or '\t' => Trait.Space,
        '.' or ',' or ';' or ':' or '!' or '?' or '"' or '\'' => Trait.Mark,
        _ => Trait.None,
    };

    /// <summary>A row of zeros and ones for each byte.</summary>
    public static float[,] Table()
    {
        Trait[] columns = [.. Enum.GetValues<Trait>().Where(trait => trait is not Trait.None)];
        var table = new float[TextRun.Vocabulary, columns.Length];
        foreach (var value in Enumerable.Range(0, TextRun.Vocabulary))
        {
            for (var column = 0; column < columns.Length; column++)
                table[value, column] = Of((char)value).HasFlag(columns[column]) ? 1 : 0;
        }

        return table;
    }
}

public sealed class LetterModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Linear traits;
    private readonly GRU recurrence;
    private readonly Linear head;
    private readonly Tensor table;

    public LetterModel(int width) : base(nameof(LetterModel))
    {
        table = tensor(Alphabet.Table());                                          // (256, traits), a buffer
        bytes = Embedding(TextRun.Vocabulary, width);
        traits = Linear(table.shape[1], width, hasBias: false);
        recurrence = GRU(width, width, batchFirst: true);
        head = Linear(2 * width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens) + traits.call(table[tokens]);
        return head.call(cat([x, recurrence.call(x).Item1], -1));
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) => new LetterModel(24);

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
