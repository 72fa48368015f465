// Variation: A mixture of experts: each byte picks two of four MLPs by itself, with a load-balancing loss.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double BalanceWeight = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run) => new ExpertModel(width: 32, experts: 4, chosen: 2);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        if (model is not ExpertModel experts)
            throw new InvalidOperationException($"{model.GetName()} has no experts to balance.");
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(4, 64);
            var (logits, balance) = experts.Route(inputs);
            var loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            (loss + BalanceWeight * balance).backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}

public sealed class ExpertModel : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly Conv1d context;
    private readonly Linear router;
    private readonly ModuleList<Sequential> experts = [];
    private readonly Linear head;
    private readonly int chosen;

    public ExpertModel(int width, int experts, int chosen) : base(nameof(ExpertModel))
    {
        this.chosen = chosen;
        bytes = Embedding(TextRun.Vocabulary, width);
        context = Conv1d(width, width, 4);
        router = Linear(width, experts, hasBias: false);
        for (var expert = 0; expert < experts; expert++)
            this.experts.Add(Sequential(Linear(width, 2 * width), Mish(), Linear(2 * width, width)));
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => Route(tokens).Logits;

    public (Tensor Logits, Tensor Balance) Route(Tensor tokens)
    {
        var x = bytes.call(tokens).transpose(1, 2);
        x = context.call(functional.pad(x, (3, 0))).transpose(1, 2);               // (B, T, C)
        var rows = x.reshape(-1, x.shape[2]);                                      // (N, C)
        var odds = router.call(rows).softmax(1);                                   // (N, E)
        var (weights, choices) = odds.topk(chosen, 1);
        weights /= weights.sum(1, keepdim: true);
        var mixed = zeros_like(rows);
        for (var expert = 0; expert < experts.Count; expert++)
        {
            var found = (choices == expert).nonzero();                             // (M, 2): row, rank
            if (found.shape[0] == 0)
                continue;
            var (row, rank) = (found.select(1, 0), found.select(1, 1));
            var answer = experts[expert].call(rows.index_select(0, row));
            mixed = mixed.index_add(0, row, answer * weights[row, rank].unsqueeze(1), 1);
        }

        var share = functional.one_hot(choices.select(1, 0), experts.Count).to(float32).mean([0]);
        var balance = experts.Count * (share * odds.mean([0])).sum();
        return (head.call((rows + mixed).view_as(x)), balance);
    }
}
