// Variation: Depthwise separable causal convolutions with gated linear units, put together as Sequential.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) => new ConvolutionalModel(width: 32, kernels: [3, 5, 9]);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.RAdam(model.parameters(), LearningRate);
        using var criterion = CrossEntropyLoss();
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = criterion.call(model.call(inputs).transpose(1, 2), targets);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class ConvolutionalModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Sequential layers;
    private readonly Linear head;

    public ConvolutionalModel(int width, ReadOnlySpan<int> kernels) : base(nameof(ConvolutionalModel))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        layers = Sequential();
        for (var layer = 0; layer < kernels.Length; layer++)
            layers.append($"layer{layer}", Separable(width, kernels[layer]));
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(layers.call(bytes.call(tokens).transpose(1, 2)).transpose(1, 2));

    private static Sequential Separable(int width, int kernel) => Sequential(
        ("pad", ConstantPad1d((kernel - 1, 0), 0)),
        ("each_channel", Conv1d(width, width, kernel, groups: width)),
        ("across_channels", Conv1d(width, 2 * width, 1, bias: false)),
        ("gate", GLU(1)));
}
