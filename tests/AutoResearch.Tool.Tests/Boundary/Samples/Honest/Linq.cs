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
        var numbers = Enumerable.Range(0, 10).ToArray();
        var query = from number in numbers
                    where number % 2 == 0
                    let square = number * number
                    orderby square descending
                    group square by square % 3 into parts
                    select new { parts.Key, Sum = parts.Sum() };
        var anonymous = query.Select(part => new { part.Key, Twice = 2 * part.Sum }).ToDictionary(part => part.Key, part => part.Twice);
        var zipped = numbers.Zip(numbers.Skip(1), (left, right) => left + right).Aggregate((sum, next) => sum + next);
        var lookup = numbers.ToLookup(number => number % 2 == 0, number => (double)number);
        Console.WriteLine($"{anonymous.Count} {zipped} {lookup[true].Average()} {numbers.MaxBy(number => -number)} {numbers.Chunk(3).Count()}");
    }
}
