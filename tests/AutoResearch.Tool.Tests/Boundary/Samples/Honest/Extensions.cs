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
        Console.WriteLine(run.Data.Scaled(2).Largest() + 3.Squared());
    }
}

internal static class Operations
{
    public static Tensor Scaled(this Tensor x, double factor) => x * factor;

    public static double Largest(this Tensor x) => x.max().item<float>();

    extension(int value)
    {
        public int Squared() => value * value;

        public bool Positive => value > 0;
    }
}
