using System.Globalization;
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
        var layer = new Layer("a", 2) with { Width = 3 };
        var other = layer with { Name = "b" };
        if (layer == other || layer.Equals(null))
            throw new InvalidOperationException($"{layer} {layer.Width:0.00}".ToString(CultureInfo.InvariantCulture));
        var (name, width) = layer;
        var wide = new Wide("c", 4, 5);
        Console.WriteLine($"{name} {width} {wide}");
        var options = new Options(3) with { Width = 4 };
        var pair = new Pair<int>(1, 2);
        Console.WriteLine(pair == new Pair<int>(1, 2) ? options.ToString() : pair.ToString());
    }
}

public record Layer(string Name, int Width);

public sealed record Wide(string Name, int Width, int Depth) : Layer(Name, Width)
{
    public override string ToString() => $"{base.ToString()} {Depth}";
}

public readonly record struct Pair<T>(T First, T Second);
