// Variation: A transformer with rotary positions, torch's fused attention, RMSNorm with gains and a gated MLP.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(0, 0.5)] private const double WeightDecay = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 32)),
        ("block0", new Block(32, 2)),
        ("norm", new RmsNorm(32)),
        ("head", Linear(32, TextRun.Vocabulary, hasBias: false)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var adam = new FusedAdamW(model.parameters(), 0.9, 0.95);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = F.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            adam.Step(LearningRate * double.Lerp(1, 0.1, run.Progress), WeightDecay);
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

internal sealed class RmsNorm : Module<Tensor, Tensor>
{
    private readonly Parameter gain;

    public RmsNorm(long width) : base(nameof(RmsNorm))
    {
        gain = Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => gain * x * rsqrt(x.pow(2).mean([-1], keepdim: true) + 1e-6);
}

internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly RmsNorm attentionNorm;
    private readonly RmsNorm mlpNorm;
    private readonly Linear queryKeyValue;
    private readonly Linear mix;
    private readonly Linear gateAndUp;
    private readonly Linear down;
    private readonly int heads;

    public Block(int width, int heads) : base(nameof(Block))
    {
        this.heads = heads;
        (attentionNorm, mlpNorm) = (new RmsNorm(width), new RmsNorm(width));
        (queryKeyValue, mix) = (Linear(width, 3 * width, hasBias: false), Linear(width, width, hasBias: false));
        (gateAndUp, down) = (Linear(width, 4 * width), Linear(2 * width, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x += Attend(attentionNorm.call(x));
        var parts = gateAndUp.call(mlpNorm.call(x)).chunk(2, dim: -1);
        return x + down.call(F.silu(parts[0]) * parts[1]);
    }

    private Tensor Attend(Tensor x)                                                // (B, T, C)
    {
        var (batch, length, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = queryKeyValue.call(x).view(batch, length, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
        var attended = F.scaled_dot_product_attention(Rotate(parts[0]), Rotate(parts[1]), parts[2], is_casual: true);
        return mix.call(attended.transpose(1, 2).contiguous().view(batch, length, width));
    }

    // Neighbouring channels are the two coordinates of a point that turns with its position.
    private static Tensor Rotate(Tensor x)                                         // (B, H, T, D)
    {
        var (length, size) = (x.shape[^2], x.shape[^1]);
        var speed = exp(arange(0, size, 2, float32, x.device) * (-Math.Log(10_000) / size));
        var angle = arange(length, float32, x.device).unsqueeze(1) * speed;        // (T, D/2)
        var (even, odd) = (x[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)], x[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)]);
        return stack([even * angle.cos() - odd * angle.sin(), even * angle.sin() + odd * angle.cos()], -1).flatten(-2);
    }
}
