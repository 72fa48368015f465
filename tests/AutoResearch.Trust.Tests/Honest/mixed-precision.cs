// Variation: Matrices kept in fp32 and multiplied in bf16, the loss in fp32, with a loss scale that adapts.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Choice(true, false)] private const bool AlwaysHalf = true;

    public static Module<Tensor, Tensor> Build(TextRun run) => new HalfModel(32, AlwaysHalf ? bfloat16 : run.MultiplyType);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        var scale = 1024.0;
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            (loss * scale).backward();
            if (TryUnscale(model.parameters(), scale))
                optimizer.step();
            else
                scale /= 2;
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }

    private static bool TryUnscale(IEnumerable<Parameter> parameters, double scale)
    {
        using var noGradients = no_grad();
        foreach (var gradient in parameters.Select(parameter => parameter.grad).OfType<Tensor>())
        {
            gradient.div_(scale);
            if (!gradient.isfinite().all().ToBoolean())
                return false;
        }

        return true;
    }
}

public sealed class HalfModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly HalfLinear up;
    private readonly HalfLinear head;

    public HalfModel(long width, ScalarType type) : base(nameof(HalfModel))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        up = new HalfLinear(width, 2 * width, type);
        head = new HalfLinear(2 * width, TextRun.Vocabulary, type);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(up.call(bytes.call(tokens)).relu()).to_type(ScalarType.Float32);
}

/// <summary>The master weights stay in fp32: a small update would vanish in bf16's eight bits.</summary>
public sealed class HalfLinear : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly ScalarType type;

    public HalfLinear(long from, long to, ScalarType type) : base(nameof(HalfLinear))
    {
        (weight, bias) = (Parameter(randn(to, from, dtype: float32) / Math.Sqrt(from)), Parameter(zeros(to)));
        this.type = type;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.linear(x.to(type), weight.to(type), bias.to(type));
}
