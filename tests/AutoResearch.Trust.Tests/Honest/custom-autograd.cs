// Variation: An activation with a gradient of its own: binary features with a straight-through estimator, as autograd functions.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) => new BinaryFeatures(32);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
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
}

/// <summary>The sign forward, the derivative of a clipped identity backward.</summary>
public sealed class Sign : autograd.SingleTensorFunction<Sign>
{
    public override string Name => nameof(Sign);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        ctx.save_for_backward([x]);
        return x.sign();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var x = ctx.get_saved_variables()[0];
        return [grad_output * (x.abs() <= 1)];
    }
}

/// <summary>Sum and difference at once; each has the other's gradient, too.</summary>
public sealed class Butterfly : autograd.MultiTensorFunction<Butterfly>
{
    public override string Name => nameof(Butterfly);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (left, right) = ((Tensor)vars[0], (Tensor)vars[1]);
        return [left + right, left - right];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
        [grad_outputs[0] + grad_outputs[1], grad_outputs[0] - grad_outputs[1]];
}

public sealed class BinaryFeatures : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Linear features;
    private readonly Linear head;

    public BinaryFeatures(int width) : base(nameof(BinaryFeatures))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        features = Linear(2 * width, 2 * width);
        head = Linear(2 * width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);
        var before = cat([zeros_like(x[.., ..1]), x[.., ..^1]], 1);
        var crossed = Butterfly.apply(x, before);
        return head.call(Sign.apply(features.call(cat(crossed, -1))));
    }
}
