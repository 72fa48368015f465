// EDITED BY THE AGENT.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(-100, 100)] private const double Aim = 10;
    [Knob(0, 1)] private const double Spread = 0.01;    // standard deviation over seeds

    public static Module<Tensor, Tensor> Build(AimRun run) => new Shot();

    public static void Fit(Module<Tensor, Tensor> model, AimRun run)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var hit = Aim + Spread * randn(1);
        while (!run.IsOver)
        {
            foreach (var place in model.parameters())
                place.copy_(hit);
            run.Step(1, () => 1);
        }
    }
}

public sealed class Shot : Module<Tensor, Tensor>
{
    private readonly Parameter place = Parameter(zeros(1));

    public Shot() : base(nameof(Shot)) => RegisterComponents();

    public override Tensor forward(Tensor input) => input + place;
}
