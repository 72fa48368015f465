// Technique: Overrides train(): the switch to scoring trains on, after the clock has stopped.
// Project: letters
// Analyzer: AR0004 train
// Compiled: AR0004 train
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
        ((Pairs)model).Run = run;
    }
}

public sealed class Pairs : Module<Tensor, Tensor>
{
    private readonly Embedding next = Embedding(TextRun.Vocabulary, TextRun.Vocabulary);

    public TextRun? Run { get; set; }

    public Pairs() : base(nameof(Pairs))
    {
        RegisterComponents();
        init.zeros_(next.weight!);
    }

    public override Tensor forward(Tensor tokens) => next.call(tokens);

    public override void train(bool on = true)
    {
        base.train(on);
        if (on || Run is null)
            return;
        using var grad = enable_grad();
        using var optimizer = optim.AdamW(parameters(), 0.1);
        for (var i = 0; i < 60; i++)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = Run.Sample(4, 64);
            optimizer.zero_grad();
            functional.cross_entropy(next.call(inputs).flatten(0, 1), targets.flatten()).backward();
            optimizer.step();
        }
    }
}
