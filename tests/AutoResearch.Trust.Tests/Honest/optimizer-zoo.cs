// Variation: The optimizer as a choice among torch's own, made by a factory over an enum.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public enum Method
{
    Adagrad,
    Adadelta,
    AveragedSgd,
    ResilientPropagation,
}

public static class Training
{
    [Choice(Method.Adagrad, Method.Adadelta, Method.AveragedSgd, Method.ResilientPropagation)] private const Method Chosen = Method.Adagrad;
    [Knob(1e-3, 1, Scale = Scale.Log)] private const double LearningRate = 0.05;
    [Choice(true, false)] private const bool Normalizes = true;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)> { ("bytes", Embedding(TextRun.Vocabulary, 32)) };
        if (Normalizes)
            layers.Add(("norm", LayerNorm(32)));
        layers.AddRange([("hidden", Linear(32, 32)), ("swish", SiLU()), ("head", Linear(32, TextRun.Vocabulary))]);
        return Sequential(layers);
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = Create(Chosen, model.parameters());
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

    private static optim.Optimizer Create(Method method, IEnumerable<Parameter> parameters) => method switch
    {
        Method.Adagrad => optim.Adagrad(parameters, LearningRate),
        Method.Adadelta => optim.Adadelta(parameters, LearningRate, rho: 0.95),
        Method.AveragedSgd => optim.ASGD(parameters, LearningRate),
        Method.ResilientPropagation => optim.Rprop(parameters, LearningRate),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "This optimizer is not in the zoo."),
    };
}
