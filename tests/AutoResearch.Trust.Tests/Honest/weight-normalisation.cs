// Variation: Weight normalisation (arXiv 1602.07868): direction and length of each row learnt apart, lengths initialised from data.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 32)), ("hidden", new NormalisedLinear(32, 64)), ("act", Tanhshrink()), ("head", new NormalisedLinear(64, TextRun.Vocabulary)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var (sample, _) = run.Sample(8, 64);
        ScaleToData((Sequential)model, sample);
        using var optimizer = optim.Adam(model.parameters(), LearningRate);
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

    private static void ScaleToData(Sequential layers, Tensor x)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var layer in layers.children().Cast<Module<Tensor, Tensor>>())
        {
            if (layer is NormalisedLinear normalised)
                normalised.ScaleBy(1 / normalised.call(x).std());
            x = layer.call(x);
        }
    }
}

public sealed class NormalisedLinear : Module<Tensor, Tensor>
{
    private readonly Parameter direction;
    private readonly Parameter length;

    public NormalisedLinear(int from, int to) : base(nameof(NormalisedLinear))
    {
        direction = Parameter(nn.init.xavier_uniform_(zeros(to, from)));
        length = Parameter(ones(to, 1));
        RegisterComponents();
    }

    public void ScaleBy(Tensor factor) => length.mul_(factor);

    public override Tensor forward(Tensor x) => functional.linear(x, length * functional.normalize(direction, dim: 1));
}
