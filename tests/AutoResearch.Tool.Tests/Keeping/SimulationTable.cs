using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AutoResearch.Research.Keeping;

namespace AutoResearch.Tests.Keeping;

/// <summary>What the keep rule does over many sessions with drawn scores, beside the plain rule "any better number": the page
/// SIMULATION.md.</summary>
internal static class SimulationTable
{
    private const int Sessions = 20;

    /// <summary>Training runs of each session: what the two rules have alike.</summary>
    private const int RunsOfSession = 660;

    private static readonly ConcurrentDictionary<(string, int), Lazy<IReadOnlyList<SessionResult>>> Simulated = [];

    private static readonly double[] All = [0.5, 1, 2, 4];
    private static readonly double[] Small = [0.5, 1, 2];

    /// <summary>Every candidate alike.</summary>
    public static IReadOnlyList<Workload> Uniform { get; } =
    [
        Workload.Always("equal", 0),
        Workload.Always("equal, correlated seeds", 0, correlation: 0.5),
        Workload.Always("equal, heavy tails", 0, Workload.HeavyTailed),
        new("equal, drifting better by 1 in 100", _ => 0, Workload.Normal, Drift: 1),
        new("equal, drifting worse by 1 in 100", _ => 0, Workload.Normal, Drift: -1),
        Workload.Always("worse by 0.5", -0.5),
        Workload.Always("worse by 1", -1),
        Workload.Always("better by 0.5", 0.5),
        Workload.Always("better by 1", 1),
        Workload.Always("better by 2", 2),
        Workload.Always("better by 2, correlated seeds", 2, correlation: 0.5),
        Workload.Always("better by 2, heavy tails", 2, Workload.HeavyTailed),
        Workload.Always("better by 4", 4),
    ];

    /// <summary>10 % are better.</summary>
    public static IReadOnlyList<Workload> Mixed { get; } =
    [
        new("10 % better by 0.5 to 4, 30 % equal, 60 % worse", Workload.Mixed(0.3, All, All), Workload.Normal),
        new("the same, correlated seeds", Workload.Mixed(0.3, All, All), Workload.Normal, 0.5),
        new("the same, heavy tails", Workload.Mixed(0.3, All, All), Workload.HeavyTailed),
        new("the same, drifting better by 1 in 100", Workload.Mixed(0.3, All, All), Workload.Normal, Drift: 1),
        new("the same, no noise", Workload.Mixed(0.3, All, All), Workload.None),
        new("10 % better by 0.5 to 2, 90 % worse by 0.5 to 2", Workload.Mixed(0, Small, Small), Workload.Normal),
        new("10 % better by 0.5 to 2, 90 % equal", Workload.Mixed(0.9, Small, Small), Workload.Normal),
        new("10 % better by 1, 90 % worse by 0.5 or 1, heavy tails", Workload.Mixed(0, [1], [0.5, 1]), Workload.HeavyTailed),
        new("10 % better by 2, 90 % equal", Workload.Mixed(0.9, [2], Small), Workload.Normal),
    ];

    // The tests and the page ask for the same sessions.
    public static IReadOnlyList<SessionResult> Simulate(Workload workload, KeepSettings settings) =>
        Simulated
            .GetOrAdd((workload.Name, settings.Runs), _ =>
                new(() =>
                    [
                        .. Enumerable
                            .Range(1, Sessions)
                            .AsParallel()
                            .AsOrdered()
                            .Select(seed => new SimulatedSession(workload, settings, seed).Run(RunsOfSession)),
                    ]
                )
            )
            .Value;

    /// <summary>The fraction of candidates of a gain that were kept.</summary>
    public static double KeptOf(IEnumerable<SessionResult> results, double gain)
    {
        var tried = results.Select(result => result.ByGain.GetValueOrDefault(gain)).ToList();
        return tried.Sum(entry => entry.Tried) is > 0 and var all ? tried.Sum(entry => entry.Kept) / (double)all : double.NaN;
    }

    public static double RunsPerCandidate(IReadOnlyList<SessionResult> results) =>
        results.Sum(result => result.Runs) / (double)results.Sum(result => result.Candidates);

    public static string Render()
    {
        var page = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                # The keep rule, simulated

                Written by SimulationTests from the rule itself, driven with drawn scores: {Sessions} sessions of {RunsOfSession} training runs each, the incumbents' and the first baseline's
                included. Gains are in noise units, the standard deviation of one run. "Correlated seeds" share half of their noise's variance between programs; heavy tails are Student's t with 3 degrees
                of freedom. The plain rule keeps any better number on one seed (`Runs: 1`).

                ## Every candidate alike

                | candidates | kept | runs a candidate | kept by the plain rule |
                |---|---|---|---|

                """
            )
        );
        foreach (var workload in Uniform)
        {
            var (rule, plain) = (Simulate(workload, new KeepSettings()), Simulate(workload, new KeepSettings(Runs: 1)));
            var gain = rule[0].ByGain.Keys.Single();
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {workload.Name} | {Percent(KeptOf(rule, gain))} | {RunsPerCandidate(rule):0.00} | {Percent(KeptOf(plain, gain))} |\n"
            );
        }

        page.Append(
            """

            ## One in ten is better

            False keeps are the part of what was kept that is no better; the true gain is that of the last incumbent over the first, in noise units, at the same number of runs.

            | candidates | rule | runs a candidate | equal ones kept | better by 2 kept | kept in a session | false keeps | true gain |
            |---|---|---|---|---|---|---|---|

            """
        );
        foreach (var workload in Mixed)
        {
            Append(page, workload.Name, "ours", Simulate(workload, new KeepSettings()));
            Append(page, "", "plain", Simulate(workload, new KeepSettings(Runs: 1)));
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder page, string name, string rule, IReadOnlyList<SessionResult> results) =>
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {name} | {rule} | {RunsPerCandidate(results):0.00} | {Percent(KeptOf(results, 0))} | {Percent(KeptOf(results, 2))} | "
                + $"{results.Average(result => result.Keeps):0.0} | "
                + $"{Percent(results.Sum(result => result.FalseKeeps) / (double)Math.Max(1, results.Sum(result => result.Keeps)))} | "
                + $"{results.Average(result => result.TrueGain):0.0} |\n"
        );

    private static string Percent(double fraction) =>
        double.IsNaN(fraction) ? "" : (100 * fraction).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
