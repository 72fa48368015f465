using System.Globalization;
using System.Text;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Publishing.Texts;

/// <summary>The table of a result beside what it was compared with.</summary>
internal static class ResultRows
{
    private const int CellLimit = 300;

    // The cell of a value that was not measured.
    private const string Nothing = "";

    public static string Render(BodyFacts facts)
    {
        var (record, incumbent) = (facts.Record, facts.Incumbent);
        var table = new StringBuilder();
        table.Append(
            CultureInfo.InvariantCulture,
            $"| | experiment {Format.Number(record.Number)} | "
                + $"{(incumbent is null ? "incumbent" : $"incumbent {Format.Number(incumbent.Number)}")} |\n|---|---|---|\n"
        );
        Row(
            table,
            GitHubText.Markdown($"{record.MetricName} ({Format.Better(facts.Direction)})", CellLimit),
            $"**{Format.Metric(record.Metric)}**{(record.Change is null ? "" : $" ({Format.Percent(record.Change)})")}",
            Format.Metric(record.Incumbent)
        );
        Row(
            table,
            "seeds",
            Runs(record.Scores),
            Runs([.. record.IncumbentRuns.Select(run => run.Score)]) is { Length: > 0 } again ? again : "earlier runs"
        );
        if (record.Noise is { } noise)
            Row(table, "noise of one run", Format.Metric(noise), Nothing);
        if (record.Confidence is { } confidence)
            Row(table, "confidence that it is better", Confidence(confidence), Nothing);
        Row(table, "held-out split", HeldOut(facts.HeldOut), Nothing);
        Row(table, "tokens a second", Speed(record), Speed(incumbent));
        Row(table, "peak memory", Format.Memory(record.PeakMemory), Format.Memory(incumbent?.PeakMemory));
        Row(table, "parameters", Count(record.Parameters), Count(incumbent?.Parameters));
        Row(table, "code", Tokens(record.CodeTokens), Tokens(incumbent?.CodeTokens));
        Row(
            table,
            "training, all runs",
            Format.Seconds(record.Seconds.Train),
            incumbent is null ? Nothing : Format.Seconds(incumbent.Seconds.Train)
        );
        Row(table, "budget of a run", GitHubText.Markdown(record.Conditions.Budget, CellLimit), Same(incumbent));
        Row(table, "device", GitHubText.Markdown(record.Conditions.Device, CellLimit), Same(incumbent));
        Row(table, "lock", GitHubText.Code(record.Conditions.Lock), Same(incumbent));
        return table.ToString();
    }

    public static string Seeds(int count) => count == 1 ? "1 seed" : string.Create(CultureInfo.InvariantCulture, $"{count} seeds");

    /// <summary>In percent, rounded down, so that no confidence reads as certainty.</summary>
    public static string Confidence(double confidence) =>
        confidence >= 0.9995 ? "over 99.9 %" : (Math.Floor(confidence * 1000) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Runs(IReadOnlyList<double> scores) =>
        scores.Count == 0
            ? ""
            : $"{scores.Count.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", scores.Select(score => Format.Metric(score)))}";

    private static string HeldOut(HeldOutVerdict verdict) =>
        verdict switch
        {
            HeldOutVerdict.Confirmed => "confirmed: not worse than the incumbent there",
            HeldOutVerdict.Scored => "scored; the incumbent was not, so nothing is compared",
            _ => "not scored",
        };

    // The training seconds are those of all runs together, the incumbent's included, and all runs have the same budget.
    private static string Speed(ExperimentRecord? record)
    {
        if (record is not { Tokens: { } tokens, Seconds.Train: > 0 } || record.Scores.Count == 0)
            return Nothing;
        return Format.Count(tokens * (record.Scores.Count + record.IncumbentRuns.Count) / record.Seconds.Train);
    }

    private static string Count(long? value) => value is { } number ? Format.Count(number) : Nothing;

    private static string Tokens(int? value) =>
        value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:#,0} tokens") : Nothing;

    private static string Same(ExperimentRecord? incumbent) => incumbent is null ? Nothing : "the same";

    private static void Row(StringBuilder table, string name, string value, string incumbent)
    {
        if (value.Length > 0)
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {value} | {incumbent} |\n");
    }
}
