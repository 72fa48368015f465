using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Keeping;

/// <summary>What holds for every comparison, whatever was scored.</summary>
public class KeepRuleLaws
{
    [Fact]
    public void A_comparison_ends_within_its_allowance_of_runs() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            var driven = drawn.Decide();
            Assert.InRange(driven.Candidate.Count, 1, drawn.Settings.Runs);
            // Two for a reference, one on each seed of the candidate, one that was due.
            Assert.InRange(driven.Incumbent.Count, 0, drawn.Settings.Runs == 1 ? 0 : Math.Max(2, drawn.Settings.Runs));
        });

    [Fact]
    public void No_program_is_run_twice_on_a_seed() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            var driven = drawn.Decide();
            Assert.Equal(driven.Candidate.Count, driven.Candidate.DistinctBy(run => run.Seed).Count());
            var incumbent = driven.Question.Comparison.Incumbent.Select(run => run.Seed).ToList();
            Assert.Equal(incumbent.Count, incumbent.Distinct().Count());
        });

    [Fact]
    public void The_rule_is_the_same_for_metrics_that_go_up_and_down() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            var driven = drawn.Decide();
            var mirror = (drawn with { Mirrored = true }).Decide();
            Assert.Equal(Outcome(driven.Decision), Outcome(mirror.Decision));
            Assert.Equal(driven.Candidate, mirror.Candidate.Select(Negated));
            Assert.Equal(driven.Incumbent, mirror.Incumbent.Select(Negated));
        });

    [Fact]
    public void Only_differences_matter() =>
        Gen.Select(DrawnComparison.Any, Gen.Double[-100, 100])
            .Sample(
                (drawn, shift) =>
                {
                    var driven = drawn.Decide();
                    var shifted = (drawn with { Shift = shift }).Decide();
                    Assert.Equal(driven.Decision.Status, shifted.Decision.Status);
                    Assert.Equal(driven.Candidate.Select(run => run.Seed), shifted.Candidate.Select(run => run.Seed));
                    Assert.Equal(driven.Incumbent.Select(run => run.Seed), shifted.Incumbent.Select(run => run.Seed));
                }
            );

    [Fact]
    public void What_is_kept_is_strictly_better_on_average_than_its_reference() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            var driven = drawn.Decide();
            var comparison = driven.Question.Comparison;
            if (driven.Decision.Status == ExperimentStatus.Kept)
                Assert.True(KeepRule.IsBetter(comparison.Value, comparison.Reference, comparison.Direction));
        });

    [Fact]
    public void What_is_simplified_is_shorter() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            if (drawn.Decide().Decision.Status == ExperimentStatus.Simplified)
                Assert.True(drawn.Tokens < 0);
        });

    [Fact]
    public void A_run_that_scores_no_number_is_never_kept() =>
        Gen.Select(DrawnComparison.Any, Gen.Int[1, DrawnComparison.MostRuns])
            .Sample(
                (drawn, broken) =>
                {
                    var driven = drawn.Decide(broken);
                    // It may have ended before that run.
                    var expected = driven.Candidate.Count >= broken ? ExperimentStatus.Diverged : drawn.Decide().Decision.Status;
                    Assert.Equal(expected, driven.Decision.Status);
                    if (driven.Candidate.Count >= broken)
                        Assert.Equal(broken, driven.Candidate.Count);
                }
            );

    [Fact]
    public void A_verdict_is_one_sentence_with_both_numbers() =>
        DrawnComparison.Any.Sample(drawn =>
        {
            var driven = drawn.Decide();
            Assert.Contains(
                FormattableString.Invariant(
                    $"{driven.Question.Comparison.Value:0.0000} against {driven.Question.Comparison.Reference:0.0000}"
                ),
                driven.Decision.Reason
            );
            Assert.DoesNotContain("\n", driven.Decision.Reason);
        });

    private static SeedScore Negated(SeedScore run) => run with { Score = -run.Score };

    private static (ExperimentStatus Status, double? Confidence) Outcome(Decision decision) => (decision.Status, decision.Confidence);
}
