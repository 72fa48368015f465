// Variation: A bold learning rate with a safety net: a step after which the loss is far worse or not finite is undone and the rate is halved.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public sealed class BadStepException(string what, double value) : Exception($"{what} is {value}.")
{
    public double Value { get; } = value;
}

public static class Training
{
    [Knob(1e-3, 100, Scale = Scale.Log)] private const double LearningRate = 4;

    public static Module<Tensor, Tensor> Build(TextRun run) => Sequential(Embedding(TextRun.Vocabulary, 32), LayerNorm(32), Linear(32, TextRun.Vocabulary));

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var weights = model.parameters().ToList();
        var (rate, undone, best) = (LearningRate, 0, double.PositiveInfinity);
        var saved = weights.ConvertAll(weight => weight.detach().clone());
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var last = float.NaN;
            try
            {
                var loss = Loss(model, inputs, targets);
                last = loss.item<float>();
                if (!float.IsFinite(last) || last > best + 1)
                    throw new BadStepException("A loss after the last step", last);
                best = Math.Min(best, last);
                Overwrite(saved, weights);
                Descend(loss, weights, rate);
            }
            catch (BadStepException exception) when (undone < 10)
            {
                undone++;
                rate /= 2;
                Console.WriteLine($"{exception.Message} Undone; the learning rate is {rate:G3} now.");
                Overwrite(weights, saved);
            }
            finally
            {
                model.zero_grad();
            }

            run.Step(inputs.numel(), () => float.IsFinite(last) ? last : 10);
        }
    }

    private static Tensor Loss(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) =>
        functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());

    private static void Descend(Tensor loss, IEnumerable<Parameter> weights, double rate)
    {
        loss.backward();
        using var noGradients = no_grad();
        foreach (var weight in weights)
            weight.sub_(weight.grad!.mul(rate));
    }

    private static void Overwrite(IEnumerable<Tensor> weights, IEnumerable<Tensor> saved)
    {
        using var noGradients = no_grad();
        foreach (var (weight, value) in weights.Zip(saved))
            weight.copy_(value);
    }
}
