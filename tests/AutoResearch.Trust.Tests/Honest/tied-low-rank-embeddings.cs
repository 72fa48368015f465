// Variation: One low-rank embedding serves as input and as output, with cosine annealing.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;
    [Knob(4, 32)] private const int Rank = 12;

    public static Module<Tensor, Tensor> Build(TextRun run) => new TiedModel(width: 32, Rank);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate, weight_decay: 0.02);
        var steps = run.Budget.Unit switch
        {
            BudgetUnit.Steps => run.Budget.Amount,
            _ => 1000,
        };
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max: steps, eta_min: LearningRate / 50);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class TiedModel : Module<Tensor, Tensor>
{
    private readonly Parameter table;
    private readonly Parameter up;
    private readonly Parameter bias;
    private readonly Linear mix;

    public TiedModel(int width, int rank) : base(nameof(TiedModel))
    {
        table = new Parameter(randn(TextRun.Vocabulary, rank) / Math.Sqrt(rank));
        up = new Parameter(randn(rank, width) / Math.Sqrt(rank));
        bias = new Parameter(zeros(TextRun.Vocabulary));
        mix = Linear(3 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var embedding = table.mm(up);                                              // (256, C)
        var x = embedding[tokens];                                                  // (B, T, C)
        var padded = functional.pad(x, [0, 0, 2, 0]);                              // two zeros before the first
        var length = x.shape[1];
        var near = cat([padded.narrow(1, 2, length), padded.narrow(1, 1, length), padded.narrow(1, 0, length)], 2);
        return functional.linear(mix.call(near).tanh(), embedding, bias);
    }
}
