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
        object value = run.Data.shape[0];
        var text = value switch
        {
            0L => "none",
            > 10 and < 20 => "some",
            long and not 5 => "long",
            string { Length: > 3 } word => word,
            int[] and [1, .. var rest] => rest.Length.ToString(),
            (int first, int second) => $"{first}{second}",
            null => "null",
            _ => value.ToString() ?? "",
        };
        var kind = Choose(text);
        Console.WriteLine(kind switch { Kind.A => 1, Kind.B => 2, Kind.C => 3 });
        Console.WriteLine(text switch { "a" => 1, "b" => 2, "c" => 3, "d" => 4, "e" => 5, "f" => 6, "g" => 7, "hello" => 8, _ => 9 });
    }

    private static Kind Choose(string text) => text.Length > 2 ? Kind.A : Kind.B;
}

internal enum Kind
{
    A,
    B,
    C,
}
