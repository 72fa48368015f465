// Variation: Torch's own TransformerEncoderLayer with a causal mask and sinusoidal positions in a buffer.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 5e-3;
    [Knob(0, 0.5)] private const double WarmUp = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run) => new TorchTransformer(width: 24, heads: 2, layers: 1);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        var schedule = optim.lr_scheduler.LinearLR(optimizer, start_factor: 0.1, total_iters: Math.Max(1, (int)(WarmUp * run.Budget.Amount)));
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class TorchTransformer : Module<Tensor, Tensor>
{
    private const int LongestContext = 256;

    private readonly Embedding bytes;
    private readonly TransformerEncoder encoder;
    private readonly Linear head;
    private readonly Tensor positions;

    public TorchTransformer(int width, int heads, int layers) : base(nameof(TorchTransformer))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        encoder = TransformerEncoder(TransformerEncoderLayer(width, heads, 2 * width, dropout: 0.05, activation: Activations.GELU), layers);
        head = Linear(width, TextRun.Vocabulary);
        positions = Sinusoids(LongestContext, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                  // (B, T)
    {
        var length = tokens.shape[1];
        var future = full(length, length, double.NegativeInfinity, dtype: float32, device: tokens.device).triu(1);
        var x = (bytes.call(tokens) + positions[..(int)length]).transpose(0, 1);   // (T, B, C): its layers put time first
        return head.call(encoder.call(x, future, null).transpose(0, 1));
    }

    private static Tensor Sinusoids(int length, int width)
    {
        var table = new float[length, width];
        for (var position = 0; position < length; position++)
        {
            for (var channel = 0; channel < width; channel += 2)
            {
                var (sine, cosine) = Math.SinCos(position / Math.Pow(10_000, (double)channel / width));
                (table[position, channel], table[position, channel + 1]) = ((float)sine, (float)cosine);
            }
        }

        return tensor(table);
    }
}
