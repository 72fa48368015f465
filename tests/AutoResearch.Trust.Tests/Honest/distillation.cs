// Variation: A count-based bigram teacher made from the text first; the student learns from its opinion and from the bytes.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(0, 1)] private const double TeacherWeight = 0.3;
    [Knob(0.5, 4)] private const double Temperature = 1.5;

    public static Module<Tensor, Tensor> Build(TextRun run) => new TwoBytes(24);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        var teacher = new Lazy<Tensor>(() => Frequencies(run.Data).DetachFromDisposeScope());    // outlives the step that asks first
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        using var agreement = KLDivLoss(log_target: false, reduction: Reduction.Sum);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var logits = model.call(inputs).flatten(0, 1);
            var hard = functional.cross_entropy(logits, targets.flatten());
            var opinion = teacher.Value[inputs.flatten()];
            var soft = agreement.call((logits / Temperature).log_softmax(1), opinion) / targets.numel();
            var weight = TeacherWeight * (1 - run.Progress);
            optimizer.zero_grad();
            ((1 - weight) * hard + weight * Temperature * Temperature * soft).backward();
            optimizer.step();
            run.Step(inputs.numel(), () => hard.item<float>());
        }
    }

    // Of the first bytes of the text, in plain C#.
    private static Tensor Frequencies(Tensor text)
    {
        const int sample = 20_000;
        var bytes = text[..sample].to(int64).tolist() is System.Collections.IEnumerable values
            ? values.Cast<Scalar>().Select(value => value.ToInt64()).ToArray()
            : throw new InvalidOperationException("A vector is a list of numbers.");
        var counts = new float[TextRun.Vocabulary, TextRun.Vocabulary];
        foreach (var (first, second) in bytes.Zip(bytes.Skip(1)))
            counts[first, second]++;
        var table = tensor(counts) + 0.01;
        return table / table.sum(1, keepdim: true);
    }
}

public sealed class TwoBytes : Module<Tensor, Tensor>
{
    private readonly Embedding last;
    private readonly Embedding before;
    private readonly Bilinear cross;
    private readonly Linear head;

    public TwoBytes(int width) : base(nameof(TwoBytes))
    {
        (last, before) = (Embedding(TextRun.Vocabulary, width), Embedding(TextRun.Vocabulary, width));
        cross = Bilinear(width, width, width);
        head = Linear(2 * width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var (x, y) = (last.call(tokens), before.call(functional.pad(tokens, (1, 0))[.., ..^1]));
        return head.call(cat([x, cross.call(x, y)], -1));
    }
}
