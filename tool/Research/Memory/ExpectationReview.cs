using System.Globalization;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>What was expected of all experiments, against what came: a pure function of the ledger's rows. Each is compared with the
/// incumbent of its time, so other conditions are no hindrance.</summary>
/// <param name="All">All proposers together.</param>
/// <param name="Proposers">Each proposer that said what it expects, the one with the most outcomes first.</param>
/// <param name="Outcomes">In the order of the experiments.</param>
internal sealed record ExpectationReview(Calibration All, IReadOnlyList<Calibration> Proposers, IReadOnlyList<ExpectationOutcome> Outcomes)
{
    /// <summary>Null where no judged experiment had an expectation.</summary>
    public static ExpectationReview? Of(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        // What was interrupted says nothing of the idea.
        var expected = records
            .Where(record => record.Origin.Expectation is not null && record.Status != ExperimentStatus.Interrupted)
            .Select(record => (record.Origin.Proposer, Outcome: ExpectationOutcome.Of(record, direction)))
            .ToList();
        var outcomes = Judged(expected);
        if (outcomes.Count == 0)
            return null;
        return new ExpectationReview(
            Calibration.Of("", outcomes, expected.Count - outcomes.Count),
            [
                .. expected
                    .GroupBy(entry => entry.Proposer, StringComparer.Ordinal)
                    .Select(group => (group.Key, Count: group.Count(), Outcomes: Judged(group)))
                    .Select(group => Calibration.Of(group.Key, group.Outcomes, group.Count - group.Outcomes.Count))
                    .OrderByDescending(calibration => calibration.Count)
                    .ThenBy(calibration => calibration.Proposer, StringComparer.Ordinal),
            ],
            outcomes
        );
    }

    /// <summary>The comparison in a few sentences of plain text.</summary>
    public string Summary
    {
        get
        {
            var unscored = All.Unscored == 0 ? "" : FormattableString.Invariant($" ({All.Unscored} more gave no score)");
            var facts = string.Create(
                CultureInfo.InvariantCulture,
                $"{All.Count} judged {(All.Count == 1 ? "experiment" : "experiments")} had an expectation{unscored}. On average "
                    + $"{Format.Gain(All.Expected)} was expected and {Format.Gain(All.Came)} came; {Part(All.WithinOne)} of the outcomes "
                    + $"lie within one standard deviation and {Part(All.WithinTwo)} within two, the noise of measuring included, where a "
                    + $"normal distribution has 68 % and 95 %."
            );
            return All.Verdict is { } verdict
                ? $"{facts} The expectations are {verdict}."
                : FormattableString.Invariant($"{facts} That is too few for a verdict: it takes {Calibration.Enough}.");
        }
    }

    private string Part(int within) => Format.Part(within, All.Count);

    private static List<ExpectationOutcome> Judged(IEnumerable<(string Proposer, ExpectationOutcome? Outcome)> expected) =>
        [.. expected.Select(entry => entry.Outcome).OfType<ExpectationOutcome>()];
}
