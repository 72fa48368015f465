using AutoResearch.Research.Keeping;

namespace AutoResearch.Tests.Keeping;

/// <summary>How the comparison of one candidate went.</summary>
/// <param name="Question">The last one, which was answered with the decision.</param>
/// <param name="Candidate">The candidate's runs, in order.</param>
/// <param name="Incumbent">The incumbent's runs meanwhile.</param>
internal sealed record Driven(
    KeepQuestion Question,
    Decision Decision,
    IReadOnlyList<SeedScore> Candidate,
    IReadOnlyList<SeedScore> Incumbent
);

/// <summary>Asks the keep rule again after every run, as the loop does, until it has decided.</summary>
internal static class Driver
{
    private const int MostSteps = 1000;

    /// <param name="candidate">What the candidate scores on a seed.</param>
    /// <param name="incumbent">What the incumbent scores on a seed.</param>
    /// <param name="newSeed">The first seed that nothing was run on yet.</param>
    /// <param name="tokens">Tokens of the candidate's code beyond the incumbent's.</param>
    public static Driven Decide(
        KeepHistory history,
        Func<long, double> candidate,
        Func<long, double> incumbent,
        long newSeed,
        int tokens = 0
    )
    {
        var runs = new List<SeedScore>();
        var again = new List<SeedScore>();
        for (var step = 0; step < MostSteps; step++)
        {
            var question = history.Ask(runs, again, tokens);
            switch (KeepRule.Next(question))
            {
                case KeepAnswer.RunCandidate run:
                    runs.Add(Run(run.Seed ?? newSeed++, candidate));
                    break;
                case KeepAnswer.RunIncumbent run:
                    again.Add(Run(run.Seed ?? newSeed++, incumbent));
                    break;
                case KeepAnswer.Decided decided:
                    return new Driven(question, decided.Decision, runs, again);
            }
        }

        throw new InvalidOperationException($"no decision after {MostSteps} runs");
    }

    private static SeedScore Run(long seed, Func<long, double> score) => new(seed, score(seed));
}
