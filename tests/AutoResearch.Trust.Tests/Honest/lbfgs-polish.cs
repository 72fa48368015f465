// Variation: Adam first, then a few steps of L-BFGS with a closure for the head alone.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0.5, 1)] private const double PolishFrom = 0.8;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(
        ("bytes", Embedding(TextRun.Vocabulary, 24)), ("hidden", Linear(24, 24)), ("act", Tanh()), ("head", Linear(24, TextRun.Vocabulary)));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var adam = optim.Adam(model.parameters(), LearningRate);
        using var lbfgs = optim.LBFGS(model.named_parameters().Where(entry => entry.name.StartsWith("head")).Select(entry => entry.parameter), lr: 0.2, max_iter: 3);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var polishes = run.Progress >= PolishFrom;
            var (inputs, targets) = run.Sample(polishes ? 16 : 8, 64);

            Tensor Closure()
            {
                model.zero_grad();
                var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
                loss.backward();
                return loss;
            }

            float last;
            if (polishes)
            {
                last = lbfgs.step(Closure).item<float>();
            }
            else
            {
                last = Closure().item<float>();
                adam.step();
            }

            run.Step(inputs.numel(), () => last);
        }
    }
}
