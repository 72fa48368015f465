// Variation: A minimal gated unit (arXiv 1603.09420), stepped through the window in C#.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) => new MinimalGatedUnit(24);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.NAdam(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 32);
            optimizer.zero_grad();
            using var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1.0);
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>One gate decides both what is forgotten and what of the past a candidate sees.</summary>
public sealed class MinimalGatedUnit : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Linear gate;
    private readonly Linear candidate;
    private readonly Linear head;
    private readonly Parameter start;

    public MinimalGatedUnit(long width) : base(nameof(MinimalGatedUnit))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        gate = Linear(2 * width, width);
        candidate = Linear(2 * width, width);
        head = Linear(width, TextRun.Vocabulary);
        start = Parameter(zeros(1, width));
        init.orthogonal_(candidate.weight!, 0.9);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                  // (B, T)
    {
        var hidden = start.expand(tokens.shape[0], -1);                            // (B, C)
        var states = new List<Tensor>((int)tokens.shape[1]);
        foreach (var x in bytes.call(tokens).unbind(1))
        {
            hidden = Advance(x, hidden);
            states.Add(hidden);
        }

        return head.call(stack(states, dim: 1));                                   // (B, T, 256)
    }

    private Tensor Advance(Tensor x, Tensor hidden)
    {
        var open = gate.call(cat([x, hidden], 1)).sigmoid();
        return lerp(hidden, candidate.call(cat([x, open * hidden], 1)).tanh(), open);
    }
}
