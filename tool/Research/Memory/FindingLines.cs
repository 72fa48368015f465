using System.Globalization;

namespace AutoResearch.Research.Memory;

/// <summary>The findings in sentences: never more than about twenty, however long the history is.</summary>
internal static class FindingLines
{
    private const int MostKnobs = 8;
    private const int MostUnclear = 12;
    private const int MostProposers = 6;
    private const int MostDeadEnds = 6;
    private const int DescriptionLimit = 120;

    /// <param name="quote">Escapes a proposer's text, a name or a description, for the place where the lines are shown.</param>
    public static IReadOnlyList<string> Of(Findings findings, string metricName, Func<string, string> quote)
    {
        var unclear = findings
            .Knobs.Where(knob => !knob.IsClear)
            .OrderByDescending(knob => knob.Raised.Times + knob.Lowered.Times)
            .ToList();
        return
        [
            .. findings
                .Knobs.Where(knob => knob.IsClear)
                .Take(MostKnobs)
                .Select(knob => $"{quote(knob.Name)} matters: {Effect(knob, metricName)}."),
            .. Listed("No effect that shows in the noise, whichever way it is turned", [.. unclear.Where(IsNegligible)], quote),
            .. Listed("No clear effect of its own yet", [.. unclear.Where(knob => !IsNegligible(knob))], quote),
            .. Rates("Kept of tried, by kind of change", findings.Kinds, name => name),
            .. findings.Proposers is [{ Name: "" }]
                ? []
                : Rates("Kept of tried, by proposer", findings.Proposers, name => name.Length == 0 ? "by hand" : quote(name)),
            .. NearMisses(findings.NearMisses, quote),
            .. findings
                .DeadEnds.Take(MostDeadEnds)
                .Select(end => $"Dead end: {(end.Subject.Length == 0 ? "by hand" : quote(end.Subject))}: {end.Verdict}."),
        ];

        bool IsNegligible(KnobEffect knob) => findings.Noise is { } noise && knob.IsNegligible(noise);
    }

    private static string Effect(KnobEffect knob, string metricName)
    {
        var parts = new List<string>(2);
        if (knob.Up is { } up)
            parts.Add($"{knob.Unit} up makes {metricName} {Amount(up)} ({Count(up, knob.Raised)})");
        if (knob.Down is { } down)
            parts.Add($"{knob.Unit} down {(parts.Count > 0 ? "" : $"makes {metricName} ")}{Amount(down)} ({Count(down, knob.Lowered)})");
        return string.Join(", ", parts);
    }

    private static string Amount(Estimate estimate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Abs(estimate.Mean):0.0000}{(estimate.Error is > 0 and var error ? $" ± {error:0.0000}" : "")} "
                + $"{(estimate.Mean > 0 ? "better" : "worse")}"
        );

    // 5 trials, 3 better, 1 kept
    private static string Count(Estimate estimate, Turns turns)
    {
        var trials = estimate.Count == 1 ? "1 trial" : FormattableString.Invariant($"{estimate.Count} trials");
        return FormattableString.Invariant($"{trials}, {turns.Better} better, {turns.Kept} kept");
    }

    private static IEnumerable<string> Listed(string title, IReadOnlyList<KnobEffect> knobs, Func<string, string> quote)
    {
        if (knobs.Count == 0)
            yield break;
        var named = knobs
            .Take(MostUnclear)
            .Select(knob => FormattableString.Invariant($"{quote(knob.Name)} ({knob.Raised.Times} up, {knob.Lowered.Times} down)"));
        var more = knobs.Count > MostUnclear ? FormattableString.Invariant($" and {knobs.Count - MostUnclear} more") : "";
        yield return $"{title}: {string.Join(", ", named)}{more}.";
    }

    private static IEnumerable<string> Rates(string title, IReadOnlyList<KeptRate> rates, Func<string, string> name)
    {
        if (rates.Count == 0)
            yield break;
        var more = rates.Count > MostProposers ? FormattableString.Invariant($"; and {rates.Count - MostProposers} more") : "";
        yield return $"{title} (with the 95 % interval): "
            + $"{string.Join("; ", rates.Take(MostProposers).Select(rate => $"{name(rate.Name)} {Rate(rate)}"))}{more}.";
    }

    // 2 of 14 (4–40 %), 3 broke
    private static string Rate(KeptRate rate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Kept} of {rate.Tried} ({100 * rate.Interval.Low:0.#}–{100 * rate.Interval.High:0.#} "
                + $"%{(rate.Failed > 0 ? $", {rate.Failed} broke" : "")})"
        );

    private static IEnumerable<string> NearMisses(IReadOnlyList<NearMiss> misses, Func<string, string> quote)
    {
        if (misses.Count == 0)
            yield break;
        var named = misses.Select(miss =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"experiment {miss.Record.Number:0000}, {quote(Short(miss.Record.Description))} ({miss.Gain:0.0000} better, "
                    + $"{100 * Math.Min(miss.Record.Confidence ?? 0, 0.999):0.0} % sure)"
            )
        );
        yield return $"{(misses.Count > 1 ? "Near misses worth combining" : "A near miss worth combining")}: {string.Join("; ", named)}.";
    }

    private static string Short(string text) => text.Length <= DescriptionLimit ? text : text[..(DescriptionLimit - 1)] + "…";
}
