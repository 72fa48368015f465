using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => new Rounded();

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {
        var x = run.Data.detach().requires_grad_();
        var y = Straight.apply(x);
        y.sum().backward();
    }
}

internal sealed class Straight : autograd.SingleTensorFunction<Straight>
{
    public override string Name => nameof(Straight);

    public override Tensor forward(autograd.AutogradContext context, params object[] vars) => ((Tensor)vars[0]).round();

    public override List<Tensor> backward(autograd.AutogradContext context, Tensor grad_output) => [grad_output];
}

public sealed class Rounded : Module<Tensor, Tensor>
{
    private readonly Linear inner = Linear(2, 2);

    public Rounded() : base("rounded") => RegisterComponents();

    public override Tensor forward(Tensor x) => Straight.apply(inner.call(x));
}
