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
        var words = new List<string> { "b", "a" };
        words.Sort(StringComparer.Ordinal);
        words.Sort(new Length());
        Console.WriteLine(words.ToHashSet(StringComparer.OrdinalIgnoreCase).Count + Comparer<int>.Default.Compare(1, 2));
        var sorted = words.OrderBy(word => word, new Length()).ThenBy(word => word.Length).ToList();
        var table = new Dictionary<long[], int>(new Shapes());
        Console.WriteLine(sorted.Count + table.Count + (EqualityComparer<int>.Default.Equals(1, 1) ? 1 : 0));
    }
}

internal sealed class Length : IComparer<string>
{
    public int Compare(string? left, string? right) => (left?.Length ?? 0) - (right?.Length ?? 0);
}

internal sealed class Shapes : IEqualityComparer<long[]>
{
    public bool Equals(long[]? left, long[]? right) => left!.SequenceEqual(right!);

    public int GetHashCode(long[] shape) => shape.Length;
}
