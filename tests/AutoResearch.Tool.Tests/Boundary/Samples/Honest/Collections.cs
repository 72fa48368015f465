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
        int[] squares = [1, 4, 9, 16, 25, 36];
        List<int> list = [.. squares, 7];
        Span<int> span = [1, 2, 3];
        ReadOnlySpan<int> constants = [4, 5, 6, 7];
        ReadOnlySpan<byte> text = "bytes"u8;
        HashSet<string> set = ["a", "b"];
        Dictionary<string, int> map = new() { ["a"] = 1, ["b"] = 2 };
        IReadOnlyList<int> fixedList = [1, 2, 3];
        IEnumerable<int> lazy = [.. list.Where(value => value > 3)];
        var table = new float[2, 3];
        table[1, 2] = 3;
        float[][] jagged = [[1, 2], [3]];
        span[0] = constants[^1] + text[0] + squares[1..3].Length;
        var queue = new Queue<int>(list);
        var priorities = new PriorityQueue<string, double>();
        priorities.Enqueue("a", 1);
        if (map.TryGetValue("a", out var found) && set.Contains("b") && list is [1, ..])
            Console.WriteLine(found + queue.Dequeue() + fixedList.Count + lazy.Count() + jagged[0].Length + (int)table[1, 2]);
        foreach (var (key, value) in map)
            Console.WriteLine($"{key}={value}");
        foreach (var item in span)
            Console.WriteLine(item);
        squares.AsSpan().Reverse();
        Array.Sort(squares, (left, right) => right.CompareTo(left));
        list.Sort();
        list.RemoveAll(value => value < 2);
        SortedDictionary<int, string> sorted = new() { [1] = "a" };
        LinkedList<int> linked = new(list);
        Stack<int> stack = new([1, 2]);
        Console.WriteLine(sorted.Count + linked.Count + stack.Pop());
    }
}
