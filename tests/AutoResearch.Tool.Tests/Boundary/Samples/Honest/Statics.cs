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
        Console.WriteLine(Names.Length + Rates.Count + Prime + (double)Half.MaxValue + (double)Large + Named.Zero.Value + Settings.Default.Depth);
    }

    [Knob(1, 8)] private const int Prime = 7;
    [Knob(1e-4, 1e-1, Scale = Scale.Log)] private const double Rate = 0.01;
    [Choice("relu", "gelu")] private const string Activation = "gelu";
    [Constraint("a prime is odd")] private const bool IsOdd = Prime % 2 == 1;
    [Knob(1, 8, When = nameof(IsOdd))] private const int Other = 7;
    private const decimal Large = 1.5m;
    private static readonly string[] Names = ["a", "b"];
    private static readonly Dictionary<string, double> Rates = new() { ["a"] = Rate, [Activation] = 2 };
}

internal sealed class Named
{
    public static Named Zero { get; } = new() { Value = 0 };

    public required int Value { get; init; }
}

internal static class Settings
{
    public static readonly (int Depth, double Width) Default = (3, 1.5);
}
