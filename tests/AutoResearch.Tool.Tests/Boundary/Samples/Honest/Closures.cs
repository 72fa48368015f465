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
        var count = 0;
        Action increase = () => count++;
        increase();
        increase += static () => Console.WriteLine("more");
        increase -= increase;
        Func<int, Func<int, int>> add = left => right => left + right + count;
        Console.WriteLine(add(1)(2) + Local(3) + Fibonacci(5) + Twice(static value => value + 1, 2));
        Converter<int, string> convert = Convert.ToString;
        Console.WriteLine(Array.ConvertAll([1, 2], convert).Length + Array.ConvertAll([1, 2], Helper.Twice).Length);
        Func<Tensor, Tensor> relu = torch.tanh, own = Own;
        var natural = (int value) => value + 1;
        var reference = (ref int value) => { value++; };
        reference(ref count);
        Lazy<int> lazy = new(() => count);
        Console.WriteLine(relu(run.Data).shape.Length + natural(1) + lazy.Value);
        Changed change = (sender, value) => Console.WriteLine(value);
        change("a", 1);

        int Local(int value) => value + count;

        static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
    }

    private static readonly Func<double, double> Square = value => value * value;

    private static readonly double[] Table = [.. Enumerable.Range(0, 4).Select(index => Square(index))];

    private delegate void Changed(string sender, int value);

    private static int Twice(Func<int, int> function, int value) => function(function(value));

    private static Tensor Own(Tensor x) => x * 2;
}
