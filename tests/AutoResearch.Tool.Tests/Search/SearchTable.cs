using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AutoResearch.Proposers;
using AutoResearch.SearchProblems;

namespace AutoResearch.Tests.Search;

/// <summary>How far each strategy gets in a hundred experiments, over several seeds.</summary>
internal static class SearchTable
{
    public const int Experiments = 60;
    public const int Seeds = 6;

    /// <summary>Every strategy alone, but ablation, which has nothing to take away here; and all together.</summary>
    public static readonly IReadOnlyList<string> Searches = ["random", "direction", "history", "gp", "mixture"];

    private static readonly ConcurrentDictionary<(string, string), Lazy<IReadOnlyList<SearchSession>>> Sessions = [];

    // The tests and the page ask for the same sessions.
    public static IReadOnlyList<SearchSession> Simulate(Landscape landscape, string search) =>
        Sessions
            .GetOrAdd((landscape.Name, search), _ =>
                new(() =>
                    [
                        .. Enumerable
                            .Range(1, Seeds)
                            .AsParallel()
                            .AsOrdered()
                            .Select(seed =>
                                new SearchSession(landscape.Draw(seed), seed).Run(
                                    new SearchProposer(search == "mixture" ? null : search),
                                    Experiments
                                )
                            ),
                    ]
                )
            )
            .Value;

    /// <summary>What is left of the possible gain, over the seeds.</summary>
    public static double Left(Landscape landscape, string search) =>
        Simulate(landscape, search).Average(session => (session.Curve[^1] - Landscape.Best) / (session.Curve[0] - Landscape.Best));

    public static string Render()
    {
        var page = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                # The search, simulated

                Written by SearchSimulationTests: the search itself on programs whose score is a formula of ten knobs, as the template declares them, with the optimum drawn anew for each of
                {Seeds} seeds, and a keep rule that takes up to four runs. The numbers are what is left after {Experiments} experiments of the distance from the first program's true score to the best
                possible: 100 % is where it started, 0 % is the optimum. Ablation alone is left out: there is nothing to take away.

                | landscape | {string.Join(" | ", Searches)} |
                |---|{string.Concat(Enumerable.Repeat("---|", Searches.Count))}

                """
            )
        );
        foreach (var landscape in Landscape.All)
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {landscape.Name} | {string.Join(" | ", Searches.Select(search => Percent(Left(landscape, search))))} |\n"
            );
        page.Append(
            CultureInfo.InvariantCulture,
            $"| **mean** | "
                + $"{string.Join(" | ", Searches.Select(search => Percent(Landscape.All.Average(landscape => Left(landscape, search)))))}"
                + $" |\n"
        );
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Percent(double fraction) => (100 * fraction).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
