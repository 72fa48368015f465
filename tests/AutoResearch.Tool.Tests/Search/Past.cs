using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

/// <summary>A ledger in a few words: a baseline of 2.0 bits with a noise of 0.01, and what came after it.</summary>
internal sealed class Past
{
    public const string FileName = "Train.cs";

    private readonly List<ExperimentRecord> records = [Records.One() with { Noise = 0.01, Scores = [2, 2] }];

    /// <summary>The noise of what is added; null where none was measured.</summary>
    public double? Noise { get; init; } = 0.01;

    public IReadOnlyList<ExperimentRecord> Experiments => records;

    public ExperimentRecord Incumbent => records.Incumbent()!;

    /// <summary>A turn of knobs that was kept, and improved the metric by so much.</summary>
    public Past Kept(double gain, params KnobChange[] knobs) => Add(ExperimentStatus.Kept, gain, "random", knobs);

    /// <summary>A turn of knobs that was not kept.</summary>
    public Past Discarded(double gain, params KnobChange[] knobs) => Add(ExperimentStatus.Discarded, gain, "random", knobs);

    /// <summary>Any experiment of a strategy.</summary>
    public Past Add(ExperimentStatus status, double? gain, string strategy, params KnobChange[] knobs)
    {
        var incumbent = Incumbent;
        var metric = status.IsJudged() ? incumbent.Metric - gain : null;
        return Add(
            Records.One(records.Count + 1, status, "an idea", metric) with
            {
                Incumbent = incumbent.Metric,
                Noise = Noise,
                Scores = metric is { } value ? [value, value] : [],
                Knobs = knobs,
                Origin = new Origin(StrategyChoice.Prefix + strategy, ProposalCost.None),
            }
        );
    }

    public Past Add(ExperimentRecord record)
    {
        records.Add(record);
        return this;
    }

    /// <summary>The last experiment was this proposal.</summary>
    public void Relabel(Proposal proposal, string code) =>
        records[^1] = records[^1] with { Description = proposal.Hypothesis, Origin = proposal.Origin(proposal.Cost), Code = code };

    /// <summary>What a strategy knows when the source is this.</summary>
    public SearchState Before(string source, int seed = 1, params string[] refused) =>
        new(
            new Dictionary<string, string> { [FileName] = source },
            records,
            Incumbent,
            Metric.Lower("val_bpb"),
            refused.Select(text => new Dictionary<string, string> { [FileName] = text }),
            new Random(seed)
        );
}
