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
        Console.WriteLine(new Outer<int>.Inner(3).Value + Outer<int>.Kind.Two.ToString());
    }
}

internal sealed class Outer<T>
{
    public enum Kind
    {
        One,
        Two,
    }

    public sealed class Inner(T value)
    {
        public T Value { get; private set; } = value;
    }
}
