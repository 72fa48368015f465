using System.Globalization;
using System.Text;
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
        var text = new StringBuilder();
        text.Append(3).AppendLine("a").Append($"{run.Progress:0.00} {run.Seed}");
        text.Append(CultureInfo.InvariantCulture, $"{1.5}");
        var parsed = double.Parse("1.5", CultureInfo.InvariantCulture) + int.Parse("3", NumberStyles.Integer, CultureInfo.InvariantCulture);
        Console.WriteLine(text.ToString().Split(' ').Length + parsed + "abc".IndexOf('b') + string.Join(", ", 1, 2) + string.Concat("a", "b", "c", "d", "e"));
        Console.WriteLine(FormattableString.Invariant($"{parsed} {"abc"[1]} {"abc"[1..]} {string.Create(CultureInfo.InvariantCulture, $"{parsed}")}"));
        Console.WriteLine("{0} {1}", 1, nameof(Training));
        Console.WriteLine(typeof(Training).Name);
        foreach (var letter in "abc")
            Console.Write(char.ToUpperInvariant(letter));
    }
}
