using System.Numerics;
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
        var half = (Half)1.5f;
        var big = BigInteger.Pow(2, 100) + 1;
        UInt128 wide = 3;
        var bits = BitOperations.PopCount(7u) + BitOperations.Log2(8);
        double value = Math.Sqrt(2) + MathF.Exp(1) + Math.Clamp(3, 1, 2) + (double)half + Math.PI;
        decimal money = 1.5m + bits;
        int? maybe = bits > 2 ? bits : null;
        maybe += 2;
        long shifted = (long)value << 3 >>> 1;
        Index last = ^1;
        Range middle = 1..^1;
        var wrapped = unchecked((uint)bits * 2654435761);
        Console.WriteLine($"{big} {wide} {value} {money} {maybe ?? 3} {shifted} {new[] { 1, 2, 3 }[last]} {new[] { 1, 2, 3 }[middle].Length} {wrapped} {Convert.ToInt32(1.5)}");
    }
}
