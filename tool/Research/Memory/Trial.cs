using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>A candidate that came to an end, as the findings see it.</summary>
/// <param name="Gain">By how much it was better than its incumbent, in units of the metric; negative when it was worse; null where it
/// was not measured.</param>
/// <param name="Error">The gain's standard error; null where no noise is known.</param>
internal sealed record Trial(ExperimentRecord Record, ChangeKind Kind, double? Gain, double? Error)
{
    /// <summary>It turned one knob and did nothing else: what it scored is that knob's doing.</summary>
    public bool IsOfOneKnob => Kind is ChangeKind.KnobRaised or ChangeKind.KnobLowered;

    /// <summary>It gave no score because it broke. One that was stopped early did not break: it was worse.</summary>
    public bool HasFailed => !Record.Status.IsSettled();

    /// <summary>The candidates that compare with what the research branch stands on now, in order.</summary>
    public static IReadOnlyList<Trial> Of(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        var trials = new List<Trial>();
        if ((records.Incumbent() ?? records.LastOrDefault())?.Conditions is not { } conditions)
            return trials;
        int? tokens = null;
        double? noise = null;
        foreach (var record in records)
        {
            if (record.Conditions != conditions)
                continue;
            noise = record.Noise ?? noise;
            if (!record.IsBaseline && record.Status != ExperimentStatus.Interrupted)
                trials.Add(new Trial(record, ChangeKinds.Of(record, tokens), Gains.Of(record, direction), Gains.Error(record, noise)));
            if (record.Status.IsMerged() && record.Metric is not null)
                tokens = record.CodeTokens;
        }

        return trials;
    }
}
