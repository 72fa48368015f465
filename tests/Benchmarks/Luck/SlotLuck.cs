using System.Globalization;
using AutoResearch.Benchmarks.Slots;

namespace AutoResearch.Benchmarks.Luck;

/// <summary>The same with several experiments at a time: changes that change nothing, each beside others that train.</summary>
internal static class SlotLuck
{
    public static void Run(Bench bench, int changes, string slots)
    {
        Console.WriteLine($"{changes} changes of dead code in {slots} slots …");
        bench.Run(
            bench.StepProject,
            bench.Tool,
            "run",
            "--slots",
            slots,
            "--experiments",
            changes.ToString(CultureInfo.InvariantCulture),
            "--proposer",
            DeadCode.Agent(bench.Root)
        );
        var table = bench.Ledger();
        var rows = table
            .Skip(1)
            .Select(cells => table[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))
            .Where(row => row["kind"] == "candidate")
            .ToList();
        foreach (var row in rows)
            Console.WriteLine($"{row["experiment"]}: {row["outcome"]}: {row["reason"]}; {row["work"]} {row["incumbent_work"]}");
        var runs = rows.Sum(row => Count(row["scores"]) + Count(row["incumbent_runs"]));
        Console.WriteLine();
        Console.WriteLine(
            $"{changes} changes that change nothing: "
                + string.Join(", ", rows.GroupBy(row => row["outcome"]).Select(group => $"{group.Count()} {group.Key}"))
                + $"; {runs / (double)rows.Count:0.00} runs a change"
        );
    }

    private static int Count(string cell) => cell.Split(',', StringSplitOptions.RemoveEmptyEntries).Length;
}
