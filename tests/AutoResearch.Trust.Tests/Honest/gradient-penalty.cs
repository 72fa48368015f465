// Variation: A penalty on the gradient with respect to the embeddings, through autograd.grad with a graph of its own.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0, 10)] private const double Penalty = 0.5;

    public static Module<Tensor, Tensor> Build(TextRun run) => new Smooth(32);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var smooth = model as Smooth ?? throw new ArgumentException("This training needs the embeddings apart.", nameof(model));
        using var optimizer = optim.Adam(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var embedded = smooth.Embed(inputs);
            var loss = functional.cross_entropy(smooth.Predict(embedded).flatten(0, 1), targets.flatten());
            var slope = autograd.grad([loss], [embedded], retain_graph: true, create_graph: true)[0];
            optimizer.zero_grad();
            (loss + Penalty * slope.pow(2).sum()).backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class Smooth : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Linear hidden;
    private readonly Linear head;

    public Smooth(int width) : base(nameof(Smooth))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        (hidden, head) = (Linear(width, 2 * width), Linear(2 * width, TextRun.Vocabulary));
        RegisterComponents();
    }

    public Tensor Embed(Tensor tokens) => bytes.call(tokens);

    public Tensor Predict(Tensor embedded) => head.call(hidden.call(embedded).tanh());

    public override Tensor forward(Tensor tokens) => Predict(Embed(tokens));
}
