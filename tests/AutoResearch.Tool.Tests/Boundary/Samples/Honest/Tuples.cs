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
        (int Left, string Right) pair = (1, "a");
        var (left, right) = pair;
        (left, var other) = (2, 3);
        var many = (1, 2, 3, 4, 5, 6, 7, 8, 9);
        Console.WriteLine($"{pair == (1, "a")} {left} {right} {other} {many.Item9} {new Span2(1, 2).End}");
        var found = Find(4);
        Console.WriteLine(found?.Value);
    }

    private static (int Value, int Index)? Find(int value) => value > 3 ? (value, 1) : null;
}
