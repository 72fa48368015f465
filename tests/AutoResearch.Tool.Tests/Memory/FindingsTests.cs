using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Tests.Novelty;
using CsCheck;
using static AutoResearch.Tests.Novelty.TestRecords;

namespace AutoResearch.Tests.Memory;

public class FindingsTests
{
    [Fact]
    public void The_effect_of_a_knob_is_told_for_both_ways()
    {
        var findings = Of(
            Candidate(2, 1.96, knobs: Turn("Rate", 0.02, 0.04)),
            Candidate(3, 1.92, ExperimentStatus.Kept, knobs: Turn("Rate", 0.02, 0.08)),
            Candidate(4, 2.06, knobs: Turn("Rate", 0.02, 0.01))
        );
        var knob = Assert.Single(findings.Knobs);
        Assert.Equal((0.04, -0.06), (Math.Round(knob.Up!.Mean, 9), Math.Round(knob.Down!.Mean, 9)));
        Assert.Contains(
            "Rate matters: a factor 2 up makes val_bpb 0.0400 ± 0.0063 better (2 trials, 2 better, 1 kept), a factor 2 down 0.0600 ± "
                + "0.0141 worse (1 trial, 0 better, 0 kept).",
            Lines(findings)
        );
    }

    [Fact]
    public void A_higher_metric_may_be_better()
    {
        var findings = Findings.Of([Baseline(), Candidate(2, 2.1, knobs: Turn("Rate", 0.02, 0.04))], Direction.Higher);
        Assert.Equal(0.1, findings.Knobs[0].Up!.Mean, 9);
    }

    [Fact]
    public void Only_experiments_that_turned_one_knob_and_nothing_else_tell_of_it()
    {
        var findings = Of(
            Candidate(2, 1.9, knobs: [Turn("Rate", 0.02, 0.04), Turn("Width", 1, 2)]),
            Candidate(3, 1.9, tokens: 1010, knobs: Turn("Rate", 0.02, 0.04)),
            Candidate(4, null, ExperimentStatus.Interrupted, knobs: Turn("Rate", 0.02, 0.04)),
            Candidate(5, 1.9, knobs: Turn("Rate", 0.02, 0.04)) with
            {
                Conditions = new Conditions("other", "60 seconds", "cpu"),
            }
        );
        Assert.Empty(findings.Knobs);
        Assert.Equal(2, findings.Trials);
        Assert.Equal(["more code", "several knobs"], findings.Kinds.Select(kind => kind.Name));
    }

    [Fact]
    public void Code_is_longer_or_shorter_than_the_incumbent_s_of_its_time()
    {
        var findings = Of(
            Candidate(2, 1.9, ExperimentStatus.Kept, tokens: 1100),
            Candidate(3, 2.0, tokens: 1050),
            Candidate(4, 2.0, ExperimentStatus.Simplified, tokens: 1040),
            Candidate(5, 2.1, tokens: 1040),
            Candidate(6, null, ExperimentStatus.BuildFailed) with
            {
                CodeTokens = null,
            }
        );
        Assert.Equal(("less code", 2, 1), Rate("less code"));
        Assert.Equal(("more code", 1, 1), Rate("more code"));
        Assert.Equal(("other code", 2, 0), Rate("other code"));

        (string, int, int) Rate(string name) =>
            findings.Kinds.Where(kind => kind.Name == name).Select(kind => (kind.Name, kind.Tried, kind.Kept)).Single();
    }

    [Fact]
    public void Proposers_are_compared_where_there_are_several()
    {
        ExperimentRecord[] records =
        [
            Baseline(),
            Candidate(2, 2.1),
            Candidate(3, 1.9, ExperimentStatus.Kept, proposer: "claude"),
            Candidate(4, null, ExperimentStatus.Crashed, proposer: ""),
        ];
        Assert.Contains(
            "Kept of tried, by proposer (with the 95 % interval): by hand 0 of 1 (0–79.3 %, 1 broke); claude 1 of 1 (20.7–100 %); "
                + "search/random 0 of 1 (0–79.3 %).",
            Lines(Findings.Of(records, Direction.Lower))
        );
        Assert.DoesNotContain(Lines(Of(Candidate(2, 2.1, proposer: ""))), line => line.Contains("by proposer"));
    }

    [Fact]
    public void Near_misses_that_turned_other_knobs_are_worth_combining()
    {
        var findings = Of(
            Candidate(2, 1.99, confidence: 0.9, knobs: Turn("A", 1, 2)),
            Candidate(3, 1.985, confidence: 0.92, knobs: Turn("A", 1, 3)),
            Candidate(4, 1.99, confidence: 0.8, knobs: Turn("B", 1, 2)),
            Candidate(5, 1.99, confidence: 0.6, knobs: Turn("C", 1, 2)),
            Candidate(6, 1.98, confidence: 0.99, tokens: 1200) with
            {
                Reason = KeepRule.WorseOnHeldOutReason,
            }
        );
        Assert.Equal([3, 4], findings.NearMisses.Select(miss => miss.Record.Number));
        Assert.Contains(
            "Near misses worth combining: experiment 0003, idea 3 (0.0150 better, 92.0 % sure); experiment "
                + "0004, idea 4 (0.0100 better, 80.0 % sure).",
            Lines(findings)
        );
    }

    [Fact]
    public void A_near_miss_that_was_settled_since_is_none()
    {
        var miss = Candidate(2, 1.99, confidence: 0.9, knobs: Turn("A", 1, 2));
        Assert.Empty(Of(miss, Candidate(3, 1.9, ExperimentStatus.Kept, knobs: Turn("A", 1, 0.5))).NearMisses);
        Assert.Empty(Of(miss, Candidate(3, 2.1, knobs: [Turn("A", 1, 3), Turn("B", 1, 2)])).NearMisses);
        Assert.Single(Of(miss, Candidate(3, 2.1, knobs: [Turn("A", 1, 0.5), Turn("B", 1, 2)])).NearMisses);
    }

    [Fact]
    public void What_never_helped_and_what_always_breaks_are_dead_ends()
    {
        var findings = Of(
            Candidate(2, 2.1, knobs: Turn("A", 1, 2)),
            Candidate(3, 2.1, knobs: Turn("A", 1, 3)),
            Candidate(4, 2.1, knobs: Turn("A", 1, 0.5)),
            Candidate(5, null, ExperimentStatus.Stopped, knobs: Turn("A", 1, 0.25)),
            Candidate(6, null, ExperimentStatus.OutOfMemory, knobs: Turn("B", 1, 2)),
            Candidate(7, null, ExperimentStatus.Crashed, knobs: Turn("B", 1, 3)),
            Candidate(8, null, ExperimentStatus.BuildFailed, proposer: "codex"),
            Candidate(9, null, ExperimentStatus.BuildFailed, proposer: "codex"),
            Candidate(10, null, ExperimentStatus.Crashed, proposer: "codex")
        );
        Assert.Equal(
            [
                "Dead end: A: raised 2 and lowered 2 times, never better.",
                "Dead end: B: raised 2 times, and it always broke.",
                "Dead end: codex: other code, 3 times, and it always broke: build-failed, crashed.",
            ],
            Lines(findings).Where(line => line.StartsWith("Dead end", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_knob_that_is_known_to_do_nothing_is_told_from_one_that_nobody_knows()
    {
        var turns = Enumerable
            .Range(2, 8)
            .Select(number => Candidate(number, 2.0 + (number % 4 < 2 ? 0.001 : -0.001), knobs: Turn("A", 1, number % 2 == 0 ? 2 : 0.5)));
        var lines = Lines(Of([.. turns, Candidate(10, 2.005, knobs: Turn("B", 1, 2))]));
        Assert.Contains("No effect that shows in the noise, whichever way it is turned: A (4 up, 4 down).", lines);
        Assert.Contains("No clear effect of its own yet: B (1 up, 0 down).", lines);
    }

    [Fact]
    public void However_long_the_history_the_lines_are_few() =>
        History(400).Sample(records => Assert.InRange(Lines(Findings.Of(records, Direction.Lower)).Count, 0, 24), iter: 20);

    [Fact]
    public void The_overview_renders_whatever_the_history() =>
        History(60)
            .Sample(
                records =>
                {
                    var page = ExperimentsPage.Render(records, Direction.Lower);
                    Assert.DoesNotContain("NaN", page);
                    Assert.Equal(
                        page,
                        ExperimentsPage.Render(
                            ResultsTable.Parse(ResultsTable.Header("val_bpb") + string.Concat(records.Select(ResultsTable.Row))),
                            Direction.Lower
                        )
                    );
                },
                iter: 50
            );

    // Histories of whatever came to somebody's mind.
    private static Gen<IReadOnlyList<ExperimentRecord>> History(int most) =>
        Gen.Select(
                Gen.Int[0, 11],
                Gen.Double[1.5, 2.5],
                Gen.Double[0, 1].Nullable(),
                Gen.Int[990, 1010],
                Gen.Select(Gen.Int[0, 30], Gen.Double[-1, 4], Gen.Double[-1, 4]).Array[0, 3],
                Gen.Int[0, 12]
            )
            .List[1, most]
            .Select(ideas =>
                (IReadOnlyList<ExperimentRecord>)
                    [
                        Baseline(),
                        .. ideas.Select(
                            (idea, index) =>
                                Candidate(
                                    index + 2,
                                    ((ExperimentStatus)idea.Item1).IsJudged() ? idea.Item2 : null,
                                    (ExperimentStatus)idea.Item1,
                                    idea.Item3,
                                    idea.Item4,
                                    idea.Item6 == 0 ? "" : $"model/{idea.Item6}",
                                    [
                                        .. idea
                                            .Item5.Where(turn => turn.Item2 != turn.Item3)
                                            .DistinctBy(turn => turn.Item1)
                                            .Select(turn => Turn($"Knob_{turn.Item1}", turn.Item2, turn.Item3)),
                                    ]
                                )
                        ),
                    ]
            );

    private static Findings Of(params ExperimentRecord[] records) => Findings.Of([Baseline(), .. records], Direction.Lower);

    private static IReadOnlyList<string> Lines(Findings findings) => FindingLines.Of(findings, "val_bpb", text => text);
}
