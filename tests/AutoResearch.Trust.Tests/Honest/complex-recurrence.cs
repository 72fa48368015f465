// Variation: A linear recurrent unit with complex eigenvalues (arXiv 2303.06349), scanned in chunks.
using System.Numerics;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) =>
        Sequential(Embedding(TextRun.Vocabulary, 16), new LinearRecurrentUnit(16, 12), GELU(), Linear(16, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

/// <summary>h(t) = λ h(t - 1) + B x(t), unrolled: the powers of λ are a triangular matrix over time.</summary>
public sealed class LinearRecurrentUnit : Module<Tensor, Tensor>
{
    private readonly Parameter logDecay;
    private readonly Parameter angle;
    private readonly Linear input;
    private readonly Linear output;

    public LinearRecurrentUnit(int width, int states) : base(nameof(LinearRecurrentUnit))
    {
        // Eigenvalues on a spiral within the unit circle.
        Complex[] eigenvalues = [.. Enumerable.Range(0, states).Select(state => Complex.FromPolarCoordinates(1 - Math.Pow(2, -1 - 0.5 * state), 2 * Math.PI * state / states))];
        logDecay = Parameter(tensor(Array.ConvertAll(eigenvalues, value => (float)Math.Log(-Math.Log(value.Magnitude)))));
        angle = Parameter(tensor(Array.ConvertAll(eigenvalues, value => (float)value.Phase)));
        input = Linear(width, 2 * states);
        output = Linear(2 * states, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                       // (B, T, C)
    {
        var length = x.shape[1];
        var driven = view_as_complex(input.call(x).view(x.shape[0], length, -1, 2).contiguous());   // (B, T, S)
        var age = (arange(length, float32, x.device).unsqueeze(1) - arange(length, float32, x.device)).unsqueeze(0);    // (1, T, T)
        var size = exp(-logDecay.exp().view(-1, 1, 1) * age.clamp(min: 0)) * (age >= 0);
        var powers = polar(size, angle.view(-1, 1, 1) * age);                      // (S, T, T)
        var states = einsum("stu,bus->bts", powers, driven);
        return x + output.call(view_as_real(states).flatten(2));
    }
}
