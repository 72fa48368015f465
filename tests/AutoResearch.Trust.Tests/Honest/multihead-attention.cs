// Variation: MultiheadAttention with learned positions, Adamax and a step schedule.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Choice(1, 2, 4)] private const int Heads = 2;

    public static Module<Tensor, Tensor> Build(TextRun run) => new AttentionModel(24, Heads);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.Adamax(model.parameters(), LearningRate, weight_decay: 1e-3);
        var schedule = optim.lr_scheduler.StepLR(optimizer, step_size: 10, gamma: 0.5);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class AttentionModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Parameter positions;
    private readonly LayerNorm before;
    private readonly MultiheadAttention attention;
    private readonly Linear head;

    public AttentionModel(long width, long heads) : base(nameof(AttentionModel))
    {
        if (width % heads != 0)
            throw new ArgumentException($"{heads} heads do not divide a width of {width}.", nameof(heads));
        bytes = Embedding(TextRun.Vocabulary, width);
        positions = Parameter(0.02 * randn(256, 1, width));
        before = LayerNorm([width]);
        attention = MultiheadAttention(width, heads);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var length = tokens.size(1);
        var x = bytes.call(tokens).transpose(0, 1) + positions.slice(0, 0, length, 1);   // (T, B, C)
        var normal = before.call(x);
        // In numbers: libtorch adds the mask to the scores, so one of booleans would hide nothing.
        var future = zeros(length, length, device: tokens.device).masked_fill(ones(length, length, @bool, tokens.device).triu(1), float.NegativeInfinity);
        var (mixed, _) = attention.call(normal, normal, normal, need_weights: false, attn_mask: future);
        return head.call((x + mixed).permute(1, 0, 2));
    }
}
