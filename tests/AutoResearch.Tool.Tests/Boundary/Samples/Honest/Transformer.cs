using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => new Mixer(2, 2);

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {
        model.train();
    }
}

public sealed class Mixer : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = [];
    private readonly ModuleDict<Module<Tensor, Tensor>> named = new();
    private readonly LayerNorm norm;
    private readonly Sequential tail;
    private readonly Parameter gain;
    private readonly Conv1d convolution = Conv1d(2, 2, 3, padding: 1);
    private readonly GRU recurrence = GRU(2, 2);

    public Mixer(int width, int depth) : base(nameof(Mixer))
    {
        for (var layer = 0; layer < depth; layer++)
            layers.Add(Linear(width, width, hasBias: false));
        norm = LayerNorm(width);
        named["tail"] = Linear(width, width);
        tail = Sequential(("a", Linear(width, width)), ("b", GELU()));
        gain = Parameter(ones(width));
        register_buffer("mask", ones(width, width).tril());
        RegisterComponents();
        init.xavier_uniform_(layers[0].weight!);
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers)
            x = functional.silu(layer.call(norm.call(x))) * gain + x;
        x = tail.call(x) + named["tail"].call(x);
        var scores = einsum("ij,kj->ik", x, x).softmax(-1);
        return (scores.matmul(x)[.., ^2..] + x[TensorIndex.Ellipsis, TensorIndex.Slice(0, 2)]).to(float32);
    }
}
