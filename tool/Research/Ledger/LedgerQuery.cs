using AutoResearch.Research.Memory;

namespace AutoResearch.Research.Ledger;

/// <summary>In which order experiments are listed.</summary>
internal enum LedgerOrder
{
    /// <summary>As they were made.</summary>
    Time,

    /// <summary>The best metric first; those that do not compare with the research branch, or have no metric, come last.</summary>
    Metric,

    /// <summary>The largest gain against its incumbent first; those without one come last.</summary>
    Gain,
}

/// <summary>Which experiments of the ledger are wanted. What is null does not limit them.</summary>
internal sealed record LedgerQuery
{
    /// <summary>The name under which a person's own experiments are listed: they have no proposer's name.</summary>
    public const string ByHand = "hand";

    public ExperimentStatus? Status { get; init; }

    /// <summary>A proposer's name, or the part before a slash: <c>search</c> is <c>search/direction</c>, too.</summary>
    public string? Proposer { get; init; }

    /// <summary>A knob that it turned.</summary>
    public string? Knob { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Text in the description, in whatever case.</summary>
    public string? Text { get; init; }

    /// <summary>Only those with a better mean than their incumbent.</summary>
    public bool Better { get; init; }

    /// <summary>Only this many of those, the last ones.</summary>
    public int? Last { get; init; }

    public LedgerOrder Order { get; init; }

    /// <summary>Whether the answer depends on which direction of the metric is better.</summary>
    public bool NeedsDirection => Better || Order != LedgerOrder.Time;

    public IReadOnlyList<ExperimentRecord> Of(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        var wanted = records.Where(record => IsWanted(record, direction)).TakeLast(Last ?? int.MaxValue);
        var conditions = records.Incumbent()?.Conditions;
        return
        [
            .. Order switch
            {
                LedgerOrder.Metric => wanted
                    .OrderByDescending(record => record.Conditions == conditions && record.Metric is not null)
                    .ThenByDescending(record => direction == Direction.Lower ? -record.Metric : record.Metric),
                LedgerOrder.Gain => wanted.OrderByDescending(record => Gains.Of(record, direction)),
                _ => wanted,
            },
        ];
    }

    private bool IsWanted(ExperimentRecord record, Direction direction) =>
        (Status is null || record.Status == Status)
        && (Proposer is null || (!record.IsBaseline && IsOf(record.Origin.Proposer, Proposer)))
        && (Knob is null || record.Knobs.Any(knob => knob.Name.Equals(Knob, StringComparison.OrdinalIgnoreCase)))
        && (Since is null || record.Time >= Since)
        && (Text is null || record.Description.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (!Better || (!record.IsBaseline && Gains.Of(record, direction) > 0));

    private static bool IsOf(string proposer, string wanted) =>
        proposer.Length == 0
            ? wanted.Equals(ByHand, StringComparison.OrdinalIgnoreCase)
            : proposer.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                || proposer.StartsWith(wanted + "/", StringComparison.OrdinalIgnoreCase);
}
