// Variation: A long causal convolution through the FFT (arXiv 2302.10866): padded to twice the length, so nothing wraps around.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) =>
        Sequential(Embedding(TextRun.Vocabulary, 16), new LongConvolution(16, 256), LayerNorm(16), Linear(16, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 128);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class LongConvolution : Module<Tensor, Tensor>
{
    private readonly Parameter filter;                                             // (C, T)
    private readonly Tensor window;
    private readonly Linear gates;

    public LongConvolution(int channels, int reach) : base(nameof(LongConvolution))
    {
        filter = Parameter(randn(channels, reach) / reach);
        gates = Linear(channels, 2 * channels);
        var decays = linspace(0.5, 8, channels).unsqueeze(1);
        window = exp(-decays * arange(reach) / reach);                             // each channel forgets at a pace of its own
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        if (gates.call(x).chunk(2, -1) is not [var before, var after])
            throw new InvalidOperationException("There are two gates.");
        var signal = (x * before.sigmoid()).transpose(1, 2);                       // (B, C, T)
        var length = signal.shape[2];
        var response = fft.rfft((filter * window)[.., ..(int)length], 2 * length);
        var convolved = fft.irfft(fft.rfft(signal, 2 * length) * response, 2 * length).narrow(2, 0, length);
        return x + convolved.transpose(1, 2) * after.sigmoid();
    }
}
