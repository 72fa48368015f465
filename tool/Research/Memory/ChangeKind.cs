using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>What a candidate did to the code.</summary>
internal enum ChangeKind
{
    /// <summary>One knob to a higher value, and nothing else.</summary>
    KnobRaised,

    /// <summary>One knob to a lower value, and nothing else.</summary>
    KnobLowered,

    /// <summary>One knob to another of its alternatives, and nothing else.</summary>
    KnobSet,

    /// <summary>Several knobs, and nothing else.</summary>
    SeveralKnobs,

    /// <summary>Took code away: an ablation.</summary>
    CodeShorter,

    /// <summary>Added code.</summary>
    CodeLonger,

    /// <summary>Other code of the same length, or of a length that was never measured.</summary>
    OtherCode,
}

/// <summary>The kinds in words.</summary>
internal static class ChangeKinds
{
    private static readonly string[] Names =
    [
        "one knob raised",
        "one knob lowered",
        "one choice made otherwise",
        "several knobs",
        "less code",
        "more code",
        "other code",
    ];

    public static string Name(this ChangeKind kind) => Names[(int)kind];

    /// <param name="incumbentTokens">Tokens of the code that the record was compared with; null where they are not known.</param>
    public static ChangeKind Of(ExperimentRecord record, int? incumbentTokens)
    {
        var longer = record.CodeTokens - incumbentTokens;
        // A change that turns knobs and keeps the length is taken to have done nothing else.
        if (record.Knobs.Count > 0 && longer is null or 0)
            return record.Knobs is [var only]
                ? only.Rises switch
                {
                    true => ChangeKind.KnobRaised,
                    false => ChangeKind.KnobLowered,
                    null => ChangeKind.KnobSet,
                }
                : ChangeKind.SeveralKnobs;
        return longer switch
        {
            < 0 => ChangeKind.CodeShorter,
            > 0 => ChangeKind.CodeLonger,
            _ => ChangeKind.OtherCode,
        };
    }
}
