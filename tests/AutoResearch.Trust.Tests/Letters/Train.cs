// EDITED BY THE AGENT. A model of letter pairs: what the template's data, its evaluator and its run are tested with.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(0.001, 1, Scale = Scale.Log)] private const double LearningRate = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run) => new Pairs();

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
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

/// <summary>The logits of the next byte for each byte.</summary>
public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens) => next.call(tokens);            // (B, T) to (B, T, 256)
}
