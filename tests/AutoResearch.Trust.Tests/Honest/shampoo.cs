// Variation: Shampoo (arXiv 1802.09568): gradients preconditioned by roots of their covariances, from eigenvalues.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run) =>
        Sequential(Embedding(TextRun.Vocabulary, 16), Linear(16, 32, hasBias: false), Tanh(), Linear(32, TextRun.Vocabulary, hasBias: false));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var small = model.parameters().Where(matrix => matrix.shape.Max() <= 64).Select(matrix => new Shampoo(matrix)).ToList();
        using var adam = optim.AdamW(model.parameters().Where(matrix => matrix.shape.Max() > 64), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            adam.zero_grad();
            loss.backward();
            adam.step();
            small.ForEach(matrix => matrix.Update(LearningRate * (1 - run.Progress)));
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

internal sealed class Shampoo
{
    private readonly Parameter matrix;
    private readonly Tensor rows;                                                  // (R, R)
    private readonly Tensor columns;                                               // (C, C)

    public Shampoo(Parameter matrix)
    {
        this.matrix = matrix;
        rows = 1e-4 * eye(matrix.shape[0]);
        columns = 1e-4 * eye(matrix.shape[1]);
    }

    public void Update(double learningRate)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var gradient = matrix.grad!;
        rows.add_(gradient.mm(gradient.mT));
        columns.add_(gradient.mT.mm(gradient));
        var direction = InverseFourthRoot(rows).mm(gradient).mm(InverseFourthRoot(columns));
        matrix.sub_(learningRate * direction / (direction.norm() + 1e-12) * Math.Sqrt(matrix.NumberOfElements) / 4);
        matrix.grad = null;
    }

    private static Tensor InverseFourthRoot(Tensor covariance)
    {
        var (values, vectors) = linalg.eigh(covariance);
        return vectors.mm(diag(values.clamp_min(1e-8).pow(-0.25))).mm(vectors.mT);
    }
}
