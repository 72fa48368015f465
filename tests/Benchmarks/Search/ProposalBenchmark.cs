using System.Diagnostics;
using System.Globalization;
using AutoResearch.Proposers;
using AutoResearch.SearchProblems;

namespace AutoResearch.Benchmarks.Search;

/// <summary>What a proposal of each search costs after so many experiments.</summary>
internal static class ProposalBenchmark
{
    private const int Times = 9;

    /// <param name="arguments">How many experiments; 100, 1,000 and 10,000 without.</param>
    public static void Run(string[] arguments)
    {
        int[] counts =
            arguments.Length > 0 ? [.. arguments.Select(count => int.Parse(count, CultureInfo.InvariantCulture))] : [100, 1000, 10_000];
        Console.WriteLine($"{"ms a proposal, median of " + Times, -32}{string.Concat(counts.Select(count => $"{count, 10}"))}");
        var sessions = counts.Select(count => new SearchSession(Landscape.All[^1].Draw(1), 1).Run(new UniformSearch(), count)).ToList();
        foreach (var search in (IEnumerable<string?>)[.. SearchProposer.Strategies.Except(["ablation"]), null])
            Console.WriteLine(
                $"{search ?? "the default", -32}{string.Concat(sessions.Select(session => $"{Milliseconds(session, search), 10:0.0}"))}"
            );
    }

    private static double Milliseconds(SearchSession session, string? search)
    {
        using var proposer = new SearchProposer(search);
        var request = session.Request();
        // The first call compiles.
        proposer.Propose(request, CancellationToken.None);
        var times = Enumerable
            .Range(0, Times)
            .Select(_ =>
            {
                var clock = Stopwatch.StartNew();
                proposer.Propose(request, CancellationToken.None);
                return clock.Elapsed.TotalMilliseconds;
            })
            .Order()
            .ToList();
        return times[Times / 2];
    }
}
