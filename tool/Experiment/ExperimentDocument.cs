using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AutoResearch.Experiment;

// An experiment as --json and hooks tell it. Names and shapes are a contract: fields are added, never renamed.

internal sealed record MetricDocument(string Name, double? Value, double? Baseline, double? Change);

internal sealed record SecondsDocument(double Build, double Startup, double Train, double Eval, double Overhead, double Total);

internal sealed record ExperimentDocument(
    int Experiment,
    string Status,
    string Reason,
    string Description,
    MetricDocument Metric,
    int Runs,
    SecondsDocument Seconds,
    string Commit,
    string Branch,
    string Parent,
    long? PeakMemory,
    long? Tokens,
    long? Steps,
    long? Parameters,
    ConditionsDocument Conditions,
    IReadOnlyList<long> Seeds,
    IReadOnlyList<double> Scores,
    double? Noise,
    double? Confidence,
    int? CodeTokens,
    int IncumbentRuns,
    int Slowed,
    DateTimeOffset Time,
    string? Detail,
    bool? Merged = null,
    string? Proposer = null,
    CostDocument? Cost = null,
    IReadOnlyList<KnobDocument>? Knobs = null,
    string? Learned = null,
    ExpectationDocument? Expectation = null,
    IReadOnlyList<WorkDocument>? Work = null,
    IReadOnlyList<WorkDocument>? IncumbentWork = null
);

/// <summary>What proposing took; a number that nobody reported is missing.</summary>
internal sealed record CostDocument(double Seconds, long? Tokens, double? Dollars);

/// <summary>A knob that was turned.</summary>
/// <param name="From">A number, or the name of an alternative.</param>
internal sealed record KnobDocument(string Name, JsonNode From, JsonNode To);

/// <summary>What a search expected: a gain over the incumbent and its standard deviation, in units of the metric.</summary>
internal sealed record ExpectationDocument(double Gain, double Deviation);

/// <summary>What a run did for its score.</summary>
/// <param name="Pace">The machine's pace, as a fraction of its usual one; missing where nobody measured it.</param>
internal sealed record WorkDocument(double Seconds, long Steps, long Tokens, double CpuSeconds, double? Pace);

/// <summary>An experiment that is about to run, as a hook is told of it.</summary>
/// <param name="Proposer">Empty for a person's own step.</param>
internal sealed record ProposalDocument(int Experiment, string Description, string Proposer, string Parent, IReadOnlyList<string> Files);

internal sealed record ConditionsDocument(string Lock, string Budget, string Device);

[JsonSerializable(typeof(ExperimentDocument))]
[JsonSerializable(typeof(ProposalDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class ExperimentJson : JsonSerializerContext;
