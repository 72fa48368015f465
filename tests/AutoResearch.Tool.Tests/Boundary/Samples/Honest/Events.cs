using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => Linear(2, 2);

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {
        var source = new Source();
        source.Changed += value => Console.WriteLine(value);
        source.Raise(3);
        using (source)
            source[2] = source[1] + 1;
    }
}

internal sealed class Source : IDisposable
{
    private readonly int[] values = new int[4];

    public event Action<int>? Changed;

    public int this[int index]
    {
        get => values[index];
        set => values[index] = value;
    }

    public void Raise(int value) => Changed?.Invoke(value);

    public void Dispose() => Changed = null;
}
