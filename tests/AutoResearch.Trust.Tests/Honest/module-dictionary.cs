// Variation: Branches by name in a ModuleDict, their gains in a ParameterDict and ParameterList, each branch a nested model.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> Activations = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["smooth"] = x => functional.gelu(x),
        ["sharp"] = Rectify,
        ["odd"] = static x => x.tanh(),
    };

    public static Module<Tensor, Tensor> Build(TextRun run) => new Branches(24, Activations);

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.named_parameters(), LearningRate);
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

        var gains = model.named_parameters().Where(entry => entry.name.Contains("gain", StringComparison.OrdinalIgnoreCase)).OrderBy(entry => entry.name);
        Console.WriteLine("Gains:" + Describe(gains));
    }

    private static Tensor Rectify(Tensor x) => x.relu();

    private static string Describe(IEnumerable<(string Name, Parameter Gain)> gains) =>
        string.Concat(gains.Select(entry => FormattableString.Invariant($" {entry.Name}={entry.Gain.mean().item<float>():0.00}")));
}

public sealed class Branches : Module<Tensor, Tensor>
{
    private readonly Embedding bytes;
    private readonly ModuleDict<Branch> branches;
    private readonly ParameterDict gains;
    private readonly ParameterList biases;
    private readonly Linear head;

    public Branches(int width, IReadOnlyDictionary<string, Func<Tensor, Tensor>> activations) : base(nameof(Branches))
    {
        bytes = Embedding(TextRun.Vocabulary, width);
        branches = ModuleDict(activations.Select(pair => (pair.Key, new Branch(width, pair.Value))).ToArray());
        gains = ParameterDict([.. activations.Keys.Select(name => (name, Parameter(ones(1))))]);
        biases = ParameterList([.. activations.Select(_ => Parameter(zeros(width)))]);
        head = Linear(width, TextRun.Vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = bytes.call(tokens);
        var sum = x;
        var index = 0;
        foreach (var (name, branch) in branches.Keys.Zip(branches.Values))
            sum = sum + gains[name] * branch.call(x) + biases[index++];
        return head.call(sum);
    }

    public sealed class Branch : Module<Tensor, Tensor>
    {
        private readonly Linear line;
        private readonly Func<Tensor, Tensor> activation;

        public Branch(int width, Func<Tensor, Tensor> activation) : base(nameof(Branch))
        {
            line = Linear(width, width);
            this.activation = activation;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => activation(line.call(x));
    }
}
