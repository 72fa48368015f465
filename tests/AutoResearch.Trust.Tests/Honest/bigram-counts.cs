// Variation: Logits that start as smoothed bigram counts of the training text; training then learns a correction.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 5e-3;
    [Knob(0.001, 10, Scale = Scale.Log)] private const double Smoothing = 0.1;

    public static Module<Tensor, Tensor> Build(TextRun run) => new CorrectedBigrams(16);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        ((CorrectedBigrams)model).Count(run.Data, Smoothing);
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
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
}

public sealed class CorrectedBigrams : Module<Tensor, Tensor>
{
    private readonly Tensor logProbabilities;                                      // (256, 256), a buffer: saved with the weights
    private readonly Embedding bytes;
    private readonly Conv1d context;
    private readonly Linear correction;

    public CorrectedBigrams(int width) : base(nameof(CorrectedBigrams))
    {
        logProbabilities = zeros(TextRun.Vocabulary, TextRun.Vocabulary);
        bytes = Embedding(TextRun.Vocabulary, width);
        context = Conv1d(width, width, 4);
        correction = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
        init.zeros_(correction.weight!);
        init.zeros_(correction.bias!);
    }

    /// <summary>How often each byte follows each other one in the training text.</summary>
    public void Count(Tensor text, double smoothing)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var pairs = text[..^1].to(int64) * TextRun.Vocabulary + text[1..].to(int64);
        var counts = zeros(TextRun.Vocabulary * TextRun.Vocabulary, device: text.device);
        foreach (var part in pairs.split(1 << 20))
            counts.scatter_add_(0, part, ones(part.shape, device: text.device));
        var smoothed = counts.view(TextRun.Vocabulary, -1) + smoothing;
        logProbabilities.copy_((smoothed / smoothed.sum(1, keepdim: true)).log());
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = functional.pad(bytes.call(tokens).transpose(1, 2), (3, 0));
        return logProbabilities[tokens] + correction.call(context.call(x).tanh().transpose(1, 2));
    }
}
