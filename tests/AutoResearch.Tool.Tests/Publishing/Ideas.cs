using AutoResearch.Publishing.Texts;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Publishing;

/// <summary>A research of some experiments, told without running any.</summary>
internal static class Ideas
{
    private static readonly Conditions Conditions = new("0f3a9c51d2e7", "60 seconds", "NVIDIA H100 80GB HBM3, bfloat16");

    /// <summary>Sixteen tries, five of them kept, and the last one kept as well: the research of the page BODY.md.</summary>
    public static IReadOnlyList<ExperimentRecord> Research { get; } =
    [
        Baseline(1.9731),
        Tried(
            2,
            ExperimentStatus.Discarded,
            "Twice the batch: smoother gradients, half the steps",
            1.9902,
            new KnobChange("BatchSize", 8, 16)
        ),
        Tried(3, ExperimentStatus.Kept, "Four layers in place of three", 1.9604, new KnobChange("Layers", 3, 4)),
        Tried(4, ExperimentStatus.Discarded, "Five layers", 1.9688, new KnobChange("Layers", 4, 5)),
        Tried(5, ExperimentStatus.BuildFailed, "Tie the embedding to the head", null),
        Tried(6, ExperimentStatus.Kept, "Rotate only half of each head: the rest compares content alone", 1.9532),
        Tried(7, ExperimentStatus.Diverged, "Raise `MatrixRate` to 0.2 @everyone", null, new KnobChange("MatrixRate", 0.02, 0.2)),
        Tried(8, ExperimentStatus.Discarded, "Raise MatrixRate to 0.05", 1.9561, new KnobChange("MatrixRate", 0.02, 0.05)),
        Tried(9, ExperimentStatus.Kept, "A soft cap of 15 on the logits", 1.9479),
        Tried(
            10,
            ExperimentStatus.Discarded,
            "Decay weights harder | 0.05 to 0.2, see https://example.com/why",
            1.9490,
            new KnobChange("WeightDecay", 0.05, 0.2)
        ),
        Tried(11, ExperimentStatus.OutOfMemory, "Width 768", null, new KnobChange("Width", 128, 768)),
        Tried(12, ExperimentStatus.Simplified, "Without the warm-up: Muon does not need it", 1.9476, new KnobChange("WarmUp", 0.03, 0)),
        Tried(13, ExperimentStatus.Discarded, "TableRate 0.01", 1.9533, new KnobChange("TableRate", 0.02, 0.01)),
        Tried(14, ExperimentStatus.Kept, "Two more hash bits for the n-gram tables", 1.9388, new KnobChange("HashBits", 12, 14)),
        Tried(15, ExperimentStatus.Discarded, "Four more hash bits", 1.9402, new KnobChange("HashBits", 14, 18)),
        Tried(
            16,
            ExperimentStatus.Kept,
            "Raise TableRate and MatrixRate together: with the larger tables each row is seen less often, "
                + "so it has to move farther each time (fixes #3, as @ada said)",
            1.9251,
            new KnobChange("MatrixRate", 0.02, 0.028),
            new KnobChange("TableRate", 0.02, 0.032)
        ),
    ];

    public static PublishedBranch Branch { get; } =
        new(
            "autoresearch/pr/0016-raise-tablerate-and-matrixrate-together",
            new string('c', 40),
            "autoresearch/pr/0014-two-more-hash-bits-for-the-n-gram-tables",
            new string('b', 40),
            true,
            ["Train.cs"],
            2,
            2
        )
        {
            BaseExperiment = 14,
        };

    public static BodyFacts Facts(ExperimentRecord record, IReadOnlyList<ExperimentRecord>? records = null) =>
        new(records ?? Research, record, Direction.Lower, new ChangeSize(["Train.cs"], 2, 2), HeldOutVerdict.Confirmed, null, null);

    private static ExperimentRecord Baseline(double metric) =>
        Tried(1, ExperimentStatus.Kept, "baseline", metric) with
        {
            IsBaseline = true,
            Incumbent = null,
            Confidence = null,
            IncumbentRuns = [],
            Scores = [metric - 0.002, metric + 0.001, metric + 0.001],
        };

    private static ExperimentRecord Tried(int number, ExperimentStatus status, string idea, double? metric, params KnobChange[] knobs) =>
        Records.One(number, status, idea, metric) with
        {
            Conditions = Conditions,
            Time = new DateTimeOffset(2026, 3, 1, 22, 0, 0, TimeSpan.Zero).AddMinutes(6 * number),
            Incumbent =
                number < 4 ? 1.9731
                : number < 7 ? 1.9604
                : number < 10 ? 1.9532
                : number < 13 ? 1.9479
                : number < 15 ? 1.9476
                : 1.9388,
            Scores = metric is { } score ? [score - 0.0011, score + 0.0007, score + 0.0004] : [],
            Seeds = [512, 99, 1201],
            IncumbentRuns = [new SeedScore(512, 1.9391), new SeedScore(99, 1.9402)],
            Noise = 0.0016,
            Confidence = metric is null ? null : 0.9973,
            CodeTokens = 2180 + (3 * number),
            PeakMemory = (1912L + (12 * number)) << 20,
            Tokens = 31_200_000 + (100_000L * number),
            Steps = 1900,
            Parameters = 5_412_864,
            Seconds = new PhaseSeconds(0.6, 4.1, 300.4, 12.2, 321.9),
            Knobs = knobs,
            Origin = new Origin("search/direction", new ProposalCost(0.2, null, null)),
        };
}
