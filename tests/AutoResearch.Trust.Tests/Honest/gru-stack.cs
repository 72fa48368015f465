// Variation: A stack of residual GRU layers with layer normalisation and RMSProp.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 5e-3;
    [Knob(1, 4)] private const int Layers = 2;

    public static Module<Tensor, Tensor> Build(TextRun run) => new GatedStack(24, Layers);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.RMSProp(model.parameters(), LearningRate, momentum: 0.5, centered: true);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 48);
            optimizer.zero_grad();
            var logits = model.call(inputs);
            var loss = functional.cross_entropy(logits.reshape(-1, TextRun.Vocabulary), targets.reshape(-1));
            loss.backward();
            nn.utils.clip_grad_value_(model.parameters(), 0.5);
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

internal sealed class GatedStack : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly ModuleList<ResidualGru> layers;
    private readonly Linear head;

    public GatedStack(int width, int depth) : base(nameof(GatedStack))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        layers = new ModuleList<ResidualGru>([.. Enumerable.Range(0, depth).Select(_ => new ResidualGru(width))]);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(layers.Aggregate(bytes.call(tokens), (x, layer) => layer.call(x)));
}

internal sealed class ResidualGru : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm;
    private readonly GRU recurrence;

    public ResidualGru(int width) : base(nameof(ResidualGru))
    {
        (norm, recurrence) = (LayerNorm(width), GRU(width, width, batchFirst: true));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + recurrence.call(norm.call(x)).Item1;
}
