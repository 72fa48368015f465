// Variation: A two-layer LSTM with torch's own kernel, trained with Adam and clipped gradients.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0.1, 10, Scale = Scale.Log)] private const double LargestNorm = 1;
    [Knob(8, 256)] private const int Width = 32;

    public static Module<Tensor, Tensor> Build(TextRun run) => new LongShortTermMemory(Width, layers: 2);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.Adam(model.parameters(), LearningRate, beta2: 0.99);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), LargestNorm);
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class LongShortTermMemory : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly LSTM recurrence;
    private readonly Linear head;

    public LongShortTermMemory(int width, int layers) : base(nameof(LongShortTermMemory))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        recurrence = LSTM(width, width, layers, batchFirst: true);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
        RememberAtFirst(width);
    }

    // Each window starts from the zero state, so nothing is carried from one call to the next.
    public override Tensor forward(Tensor tokens)                                  // (B, T)
    {
        var (hidden, _, _) = recurrence.call(bytes.call(tokens));                  // (B, T, C)
        return head.call(hidden);
    }

    // A forget gate that starts open (Jozefowicz et al. 2015): the second quarter of each bias.
    private void RememberAtFirst(int width)
    {
        using var noGradients = no_grad();
        foreach (var (name, bias) in recurrence.named_parameters().Where(entry => entry.name.StartsWith("bias_ih", StringComparison.Ordinal)))
            bias.narrow(0, width, width).fill_(1);
    }
}
