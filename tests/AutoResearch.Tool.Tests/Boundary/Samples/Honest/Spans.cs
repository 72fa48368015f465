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
        var values = new float[8];
        Fill(values);
        var halves = new Halves(values);
        halves.Left[0] = 3;
        ref var first = ref values[0];
        first++;
        foreach (ref var value in values.AsSpan())
            value *= 2;
        Console.WriteLine(Total(values) + Total(halves.Right) + Count(1, 2, 3) + In(in first));
        values.AsSpan(1, 2).CopyTo(values);
        ReadOnlyMemory<float> memory = values;
        Console.WriteLine(memory.Span[0] + values.AsSpan().IndexOf(3f) + new ArraySegment<float>(values, 1, 2).Count);
    }

    private static void Fill(Span<float> target) => target.Fill(1);

    private static float Total(ReadOnlySpan<float> values)
    {
        var total = 0f;
        foreach (var value in values)
            total += value;
        return total;
    }

    private static int Count(params ReadOnlySpan<int> values) => values.Length;

    private static float In(in float value) => value;

    private static bool Try(string text, out int value) => int.TryParse(text, out value);
}

internal readonly ref struct Halves(Span<float> all)
{
    public Span<float> Left { get; } = all[..(all.Length / 2)];

    public ReadOnlySpan<float> Right { get; } = all[(all.Length / 2)..];
}
