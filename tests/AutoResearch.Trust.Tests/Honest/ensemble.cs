// Variation: Three small models of different kinds in one module; their predictions are mixed as probabilities.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        Func<Module<Tensor, Tensor>>[] factories =
        [
            () => Sequential(Embedding(TextRun.Vocabulary, 16), Linear(16, TextRun.Vocabulary)),
            () => Sequential(Embedding(TextRun.Vocabulary, 16), new PastMean(), Linear(32, TextRun.Vocabulary)),
            () => new NearBytes(16, 3),
        ];
        return new Mixture(factories.Select(create => create()).ToArray());
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.nll_loss(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class Mixture : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> members;
    private readonly Parameter trust;

    public Mixture(params Module<Tensor, Tensor>[] members) : base(nameof(Mixture))
    {
        this.members = ModuleList(members);
        trust = Parameter(zeros(members.Length));
        RegisterComponents();
    }

    // Logarithms of probabilities are logits, too.
    public override Tensor forward(Tensor tokens)
    {
        var opinions = stack(members.Select(member => member.call(tokens).log_softmax(-1)), 0);      // (M, B, T, 256)
        return (opinions + trust.log_softmax(0).view(-1, 1, 1, 1)).logsumexp(0);
    }
}

/// <summary>Appends the mean of all that came so far.</summary>
public sealed class PastMean() : Module<Tensor, Tensor>(nameof(PastMean))
{
    public override Tensor forward(Tensor x)
    {
        var count = arange(1, x.shape[1] + 1, float32, x.device).view(1, -1, 1);
        return cat([x, x.cumsum(1) / count], -1);
    }
}

/// <summary>A linear look at the last few bytes.</summary>
public sealed class NearBytes : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Conv1d look;

    public NearBytes(int width, int reach) : base(nameof(NearBytes))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        look = Conv1d(width, TextRun.Vocabulary, reach, padding: reach - 1);
        RegisterComponents();
    }

    // Padded on both sides: what reaches beyond the end is cut off.
    public override Tensor forward(Tensor tokens) => look.call(bytes.call(tokens).transpose(1, 2))[.., .., ..(int)tokens.shape[1]].transpose(1, 2);
}
