// Variation: Muon with Newton-Schulz for the matrices and the template's fused AdamW for all else.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double MatrixRate = 0.03;
    [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double OtherRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 32)), ("up", Linear(32, 64)), ("relu", ReLU()), ("down", Linear(64, 32)), ("head", Linear(32, TextRun.Vocabulary)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        static bool IsHidden(string name) => name is "up.weight" or "down.weight";

        var (hidden, others) = (new List<(Parameter Matrix, Tensor Momentum)>(), new List<Parameter>());
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (IsHidden(name))
                hidden.Add((parameter, zeros_like(parameter)));
            else
                others.Add(parameter);
        }

        var adam = new FusedAdamW(others, 0.9, 0.95);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            loss.backward();
            adam.Step(OtherRate, 0.01);
            using (no_grad())
            {
                foreach (var (matrix, momentum) in hidden)
                {
                    momentum.mul_(0.95).add_(matrix.grad!);
                    matrix.add_(Orthogonalize(matrix.grad! + 0.95 * momentum), alpha: -MatrixRate * Math.Sqrt((double)matrix.shape[0] / matrix.shape[1]));
                    matrix.grad = null;
                }
            }

            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }

    private static Tensor Orthogonalize(Tensor matrix, int iterations = 5)
    {
        (double A, double B, double C) = (3.4445, -4.7750, 2.0315);
        var x = matrix / (linalg.norm(matrix) + 1e-7);
        while (iterations-- > 0)
        {
            var gram = x.matmul(x.t());
            x = A * x + (B * gram + C * gram.matmul(gram)).matmul(x);
        }

        return x;
    }
}
