using AutoResearch.Research.Keeping;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Ledger;

/// <summary>One experiment as the ledger remembers it. A number that was not measured is null, never 0.</summary>
internal sealed record ExperimentRecord
{
    /// <summary>1, 2, 3 … in the order they were started.</summary>
    public required int Number { get; init; }

    /// <summary>The candidate commit, 40 hexadecimal digits.</summary>
    public required string Commit { get; init; }

    /// <summary>The commit it was compared with and would be merged onto.</summary>
    public required string Parent { get; init; }

    public required ExperimentStatus Status { get; init; }

    /// <summary>One line: the idea.</summary>
    public required string Description { get; init; }

    /// <summary>One sentence: why it ended as it did.</summary>
    public required string Reason { get; init; }

    public required Conditions Conditions { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>True for a measurement of the research branch itself.</summary>
    public bool IsBaseline { get; init; }

    public required string MetricName { get; init; }

    /// <summary>The mean of <see cref="Scores"/>.</summary>
    public double? Metric { get; init; }

    /// <summary>What it scored on each of <see cref="Seeds"/>.</summary>
    public IReadOnlyList<double> Scores { get; init; } = [];

    /// <summary>What the incumbent scored when it was run again during this experiment.</summary>
    public IReadOnlyList<SeedScore> IncumbentRuns { get; init; } = [];

    /// <summary>How sure the last comparison was that it is better, 0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>The noise floor at the time: the standard deviation of one run.</summary>
    public double? Noise { get; init; }

    /// <summary>Tokens of its editable files, without comments and white space.</summary>
    public int? CodeTokens { get; init; }

    /// <summary>Runs, the incumbent's included, that a busy machine slowed: they were made again, or the experiment was given up.</summary>
    public int Slowed { get; init; }

    /// <summary>The incumbent's value that it was compared with.</summary>
    public double? Incumbent { get; init; }

    /// <summary>Standard deviation over the seeds; null with one seed.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Peak memory in bytes.</summary>
    public long? PeakMemory { get; init; }

    public long? Tokens { get; init; }

    public long? Steps { get; init; }

    public long? Parameters { get; init; }

    /// <summary>Processor seconds of training: with the wall clock it shows a busy machine.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>
    /// How long the yardstick takes at the pace by which its budget in seconds was counted, in seconds: see <see cref="PaceMeter"/>. What
    /// is compared with it is counted by the same. Null where the wall clock counted.
    /// </summary>
    public double? Yardstick { get; init; }

    /// <summary>What each of its runs did, in the order of <see cref="Seeds"/>.</summary>
    public IReadOnlyList<RunWork> Work { get; init; } = [];

    /// <summary>What the incumbent's runs did, in the order of <see cref="IncumbentRuns"/>.</summary>
    public IReadOnlyList<RunWork> IncumbentWork { get; init; } = [];

    /// <summary>How many of the experiments right before it were not in the ledger when it began, because they ran at the same time: it
    /// was judged by what the rows before those say. 0 where one experiment runs at a time.</summary>
    public int Unseen { get; init; }

    /// <summary>The last experiment that was in the ledger when this one began.</summary>
    public int Seen => Number - 1 - Unseen;

    /// <summary>The seeds that were run, chosen by the harness.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    public PhaseSeconds Seconds { get; init; } = PhaseSeconds.None;

    /// <summary>SHA-256 of the saved weights of a kept result.</summary>
    public string? Weights { get; init; }

    /// <summary>Who proposed the change, what that took, and what was expected of it.</summary>
    public Origin Origin { get; init; } = Origin.Person;

    /// <summary>Hash of the normal form of its editable files; null where it was never computed.</summary>
    public string? Code { get; init; }

    /// <summary>The knobs that it turned, against its parent.</summary>
    public IReadOnlyList<KnobChange> Knobs { get; init; } = [];

    /// <summary>Compiler diagnostics or the end of the failure: untrusted text.</summary>
    public string? Detail { get; init; }

    /// <summary>Relative change against the incumbent; negative is less.</summary>
    public double? Change =>
        Metric is { } value && Incumbent is { } incumbent && incumbent != 0 ? (value - incumbent) / Math.Abs(incumbent) : null;
}
