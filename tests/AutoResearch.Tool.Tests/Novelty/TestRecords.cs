using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Novelty;

/// <summary>Candidates as a ledger holds them.</summary>
internal static class TestRecords
{
    public const double Noise = 0.01;

    public static KnobChange Turn(string name, double from, double to) => new(name, from, to);

    /// <summary>A baseline of 2.0 whose runs differ by <see cref="Noise"/>.</summary>
    public static ExperimentRecord Baseline(int number = 1) =>
        Records.One(number) with
        {
            IsBaseline = true,
            Incumbent = null,
            Noise = Noise,
            CodeTokens = 1000,
            Scores = [2.0, 2.0],
            Code = "base",
        };

    /// <summary>A candidate against a metric of 2.0.</summary>
    public static ExperimentRecord Candidate(
        int number,
        double? metric,
        ExperimentStatus status = ExperimentStatus.Discarded,
        double? confidence = null,
        int tokens = 1000,
        string proposer = "search/random",
        params KnobChange[] knobs
    ) =>
        Records.One(number, status, $"idea {number}", metric) with
        {
            Commit = number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture),
            Noise = metric is null ? null : Noise,
            Confidence = confidence,
            CodeTokens = tokens,
            Code = $"code {number}",
            Knobs = knobs,
            Origin = new Origin(proposer, new ProposalCost(0.5, null, null)),
        };
}
