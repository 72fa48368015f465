// Variation: The model is written as a recipe of words, parsed into records and built from them.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Choice("embed 32, conv 3, norm, gelu, gru, head", "embed 24, gru, norm, head", "embed 32, norm, relu, head")]
    private const string Recipe = "embed 32, conv 3, norm, gelu, gru, head";

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var width = 0;
        var parts = new List<Module<Tensor, Tensor>>();
        foreach (var step in Ingredient.Parse(Recipe))
        {
            parts.Add(step.Create(ref width));
            Console.WriteLine($$"""{{step}}: {{width,4}} channels {{{step.GetType().Name}}}""");
        }

        return Sequential(parts);
    }

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

/// <summary>One word of a recipe.</summary>
public abstract record Ingredient
{
    public abstract Module<Tensor, Tensor> Create(ref int width);

    public static IEnumerable<Ingredient> Parse(string recipe)
    {
        foreach (var words in recipe.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split(' ')))
        {
            yield return words switch
            {
                ["embed", var width] when int.TryParse(width, out var channels) => new Embed(channels),
                ["conv", [>= '1' and <= '9'] size] => new Convolve(size[0] - '0'),
                ["gru"] => new Recur(),
                ["head"] => new Head(),
                ["norm"] or ["relu"] or ["gelu"] or ["tanh"] or ["silu"] or ["mish"] or ["softplus"] or ["identity"] => new Plain(words[0]),
                [] or [""] => throw new FormatException("The recipe has an empty step."),
                [var unknown, ..] => throw new FormatException($"'{unknown}' is no ingredient."),
            };
        }
    }
}

public sealed record Embed(int Channels) : Ingredient
{
    public override Module<Tensor, Tensor> Create(ref int width) => Embedding(TextRun.Vocabulary, width = Channels);
}

public sealed record Head : Ingredient
{
    public override Module<Tensor, Tensor> Create(ref int width)
    {
        var from = width;
        width = TextRun.Vocabulary;
        return Linear(from, width);
    }
}

public sealed record Plain(string Kind) : Ingredient
{
    public override Module<Tensor, Tensor> Create(ref int width) => Kind switch
    {
        "norm" => LayerNorm(width),
        "relu" => ReLU(),
        "gelu" => GELU(),
        "tanh" => Tanh(),
        "silu" => SiLU(),
        "mish" => Mish(),
        "softplus" => Softplus(),
        "identity" => Identity(),
        _ => throw new NotSupportedException(Kind),
    };
}

public sealed record Convolve(int Size) : Ingredient
{
    public override Module<Tensor, Tensor> Create(ref int width) => new OverTime(Sequential(ZeroLeft(Size - 1), Conv1d(width, width, Size)));

    private static ConstantPad1d ZeroLeft(int count) => ConstantPad1d((count, 0), 0);
}

public sealed record Recur : Ingredient
{
    public override Module<Tensor, Tensor> Create(ref int width) => new FirstOf(GRU(width, width, batchFirst: true));
}

/// <summary>Gives a layer (B, C, T) instead of (B, T, C).</summary>
public sealed class OverTime : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> inner;

    public OverTime(Module<Tensor, Tensor> inner) : base(nameof(OverTime))
    {
        this.inner = inner;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => inner.call(x.mT).mT;
}

/// <summary>The states of a recurrence without the last one.</summary>
public sealed class FirstOf : Module<Tensor, Tensor>
{
    private readonly GRU inner;

    public FirstOf(GRU inner) : base(nameof(FirstOf))
    {
        this.inner = inner;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => inner.call(x).Item1;
}
