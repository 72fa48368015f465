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
        Console.WriteLine(Sum([1.5, 2.5]) + Sum<int>([1, 2]));
        Console.WriteLine(new Box<string>("a").Map(text => text.Length).Value);
        var made = Make<Plain>();
        Console.WriteLine(made.Count + Largest(3, 4) + Size<long>());
        IShape shape = new Square(2);
        Console.WriteLine(shape.Area);
    }

    private static T Sum<T>(IEnumerable<T> values) where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static T Make<T>() where T : new() => new();

    private static T Largest<T>(T left, T right) where T : IComparable<T> => left.CompareTo(right) > 0 ? left : right;

    private static int Size<T>() where T : struct => default(T).Equals(default(T)) ? 1 : 0;
}

internal sealed class Box<T>(T value)
{
    public T Value => value;

    public Box<TResult> Map<TResult>(Func<T, TResult> map) => new(map(value));
}

internal sealed class Plain
{
    public int Count { get; init; } = 3;
}

internal interface IShape
{
    double Area { get; }

    double Double() => 2 * Area;
}

internal readonly struct Square(double side) : IShape, IEquatable<Square>, IComparable<Square>
{
    public double Area => side * side;

    public bool Equals(Square other) => Area.Equals(other.Area);

    public override bool Equals(object? other) => other is Square square && Equals(square);

    public override int GetHashCode() => (int)Area;

    public int CompareTo(Square other) => Area.CompareTo(other.Area);

    public static bool operator ==(Square left, Square right) => left.Equals(right);

    public static bool operator !=(Square left, Square right) => !left.Equals(right);
}
