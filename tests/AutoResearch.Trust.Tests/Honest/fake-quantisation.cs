// Variation: Quantisation-aware training: weights rounded to four bits forward, straight through backward.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Choice(2, 4, 8)] private const int Bits = 4;

    public static Module<Tensor, Tensor> Build(TextRun run) =>
        Sequential(Embedding(TextRun.Vocabulary, 32), new QuantisedLinear(32, 64, Bits), ReLU(), new QuantisedLinear(64, TextRun.Vocabulary, Bits));

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

        // The coarse weights are what is scored in any case; keeping them makes the saved model small.
        foreach (var layer in model.modules().OfType<QuantisedLinear>())
            layer.Settle();
    }
}

public sealed class QuantisedLinear : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly int levels;

    public QuantisedLinear(long from, long to, int bits) : base(nameof(QuantisedLinear))
    {
        checked
        {
            levels = (1 << (bits - 1)) - 1;
        }

        weight = Parameter(init.kaiming_uniform_(zeros(to, from), a: Math.Sqrt(5)));
        bias = Parameter(zeros(to));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.linear(x, weight + (Rounded() - weight).detach(), bias);

    public void Settle()
    {
        using var noGradients = no_grad();
        weight.copy_(Rounded());
    }

    private Tensor Rounded()
    {
        var unit = weight.abs().amax([1], keepdim: true).clamp(min: 1e-8) / levels;
        return (weight / unit).round().clamp(-levels, levels) * unit;
    }
}
