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
        foreach (var rate in Rates(3).Where(rate => rate > 0.1).Select(rate => rate * 2))
            Console.WriteLine(rate);
        foreach (var (index, value) in Numbered(["a", "b"]))
            Console.WriteLine($"{index}: {value}");
        foreach (var word in new Words())
            Console.WriteLine(word);
    }

    private static IEnumerable<double> Rates(int count)
    {
        try
        {
            for (var step = 0; step < count; step++)
                yield return 1.0 / (step + 1);
        }
        finally
        {
            Console.WriteLine("over");
        }
    }

    private static IEnumerable<(int Index, T Value)> Numbered<T>(IEnumerable<T> values)
    {
        var index = 0;
        foreach (var value in values)
            yield return (index++, value);
    }
}

internal sealed class Words : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator()
    {
        yield return "one";
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
