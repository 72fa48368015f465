using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using static AutoResearch.Tests.Keeping.Questions;

namespace AutoResearch.Tests.Keeping;

/// <summary>The sequential test, one answer at a time.</summary>
public class KeepRuleTests
{
    [Fact]
    public void A_candidate_is_first_run_on_the_incumbents_first_seed() =>
        Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed), KeepRule.Next(Ask([])));

    [Fact]
    public void A_candidate_is_first_run_on_a_new_seed_where_the_incumbent_has_none() =>
        Assert.Equal(new KeepAnswer.RunCandidate(null), KeepRule.Next(Ask([], incumbent: [])));

    [Fact]
    public void An_incumbent_without_runs_is_run_on_the_candidates_seed() =>
        Assert.Equal(new KeepAnswer.RunIncumbent(FirstSeed), KeepRule.Next(Ask([2.5], incumbent: [])));

    [Fact]
    public void An_incumbent_is_run_until_it_has_two_runs()
    {
        Assert.Equal(new KeepAnswer.RunIncumbent(null), KeepRule.Next(Ask([2.5], incumbent: [2.0])));
        Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(Ask([2.5], incumbent: [2.0, 2.0])));
    }

    [Fact]
    public void What_the_incumbent_was_kept_for_counts_for_as_many_runs_as_it_is_worth()
    {
        Assert.Equal(new KeepAnswer.RunIncumbent(FirstSeed), KeepRule.Next(Ask([2.5], incumbent: [], earlier: new EarlierRuns(2.0, 1.5))));
        Assert.Equal(
            "worse: 2.5000 against 2.0000 (+25.00 %), on 1 seed, 0.0 % sure; noise 0.0100",
            Decide(Ask([2.5], incumbent: [], earlier: new EarlierRuns(2.0, 2))).Reason
        );
    }

    [Fact]
    public void An_incumbent_that_is_due_is_run_on_a_new_seed_whatever_the_candidate_scored() =>
        Assert.Equal(new KeepAnswer.RunIncumbent(null), KeepRule.Next(Ask([2.5], incumbentIsDue: true)));

    [Fact]
    public void A_first_run_that_looks_worse_ends_it()
    {
        var decision = Decide(Ask([2.03]));
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.Equal("worse: 2.0300 against 2.0000 (+1.50 %), better on 0 of 1 seed, 0.6 % sure; noise 0.0100", decision.Reason);
        Assert.InRange(decision.Confidence!.Value, 0, 0.01);
    }

    [Fact]
    public void A_first_run_within_the_noise_ends_it_and_is_not_called_worse()
    {
        var decision = Decide(Ask([1.995]));
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.Equal("no better: 1.9950 against 2.0000 (-0.25 %), better on 0 of 1 seed, 67.1 % sure; noise 0.0100", decision.Reason);
    }

    [Fact]
    public void A_promising_first_run_is_followed_by_one_on_the_next_common_seed() =>
        Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed + 1), KeepRule.Next(Ask([1.985])));

    [Fact]
    public void What_is_beyond_doubt_after_one_run_is_kept()
    {
        var decision = Decide(Ask([1.95]));
        Assert.Equal(ExperimentStatus.Kept, decision.Status);
        Assert.Equal("better: 1.9500 against 2.0000 (-2.50 %), better on 1 of 1 seed, 99.99 % sure; noise 0.0100", decision.Reason);
    }

    [Fact]
    public void The_next_seed_is_run_for_the_incumbent_first_where_it_has_no_more()
    {
        Assert.Equal(new KeepAnswer.RunIncumbent(null), KeepRule.Next(Ask([1.985, 1.985], incumbent: [1.99, 2.01])));
        Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed + 2), KeepRule.Next(Ask([1.985, 1.985], incumbent: [1.99, 2.01, 2.0])));
    }

    [Fact]
    public void What_is_clearly_better_after_two_runs_is_kept()
    {
        Assert.IsType<KeepAnswer.RunCandidate>(KeepRule.Next(Ask([1.975])));
        var decision = Decide(Ask([1.975, 1.975]));
        Assert.Equal(ExperimentStatus.Kept, decision.Status);
        Assert.Equal("better: 1.9750 against 2.0000 (-1.25 %), better on 2 of 2 seeds, 99.6 % sure; noise 0.0100", decision.Reason);
    }

    [Fact]
    public void What_looks_no_better_after_two_runs_is_given_up()
    {
        var decision = Decide(Ask([1.98, 2.012]));
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.StartsWith("no better: 1.9960 against 2.0000 (-0.20 %), better on 1 of 2 seeds, ", decision.Reason);
    }

    [Fact]
    public void What_is_surely_better_only_with_its_last_run_is_kept_then()
    {
        double[] scores = [1.987, 1.987, 1.987, 1.987];
        for (var runs = 1; runs < scores.Length; runs++)
            Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed + runs), KeepRule.Next(Ask(scores[..runs])));
        var decision = Decide(Ask(scores));
        Assert.Equal(ExperimentStatus.Kept, decision.Status);
        Assert.Equal("better: 1.9870 against 2.0000 (-0.65 %), better on 4 of 4 seeds, 96.2 % sure; noise 0.0100", decision.Reason);
    }

    [Fact]
    public void What_is_not_surely_better_with_its_last_run_is_discarded()
    {
        double[] scores = [1.989, 1.989, 1.989, 1.989];
        for (var runs = 1; runs < scores.Length; runs++)
            Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed + runs), KeepRule.Next(Ask(scores[..runs])));
        var decision = Decide(Ask(scores));
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.Equal(
            "not surely better: 1.9890 against 2.0000 (-0.55 %), better on 4 of 4 seeds, 93.5 % sure; noise 0.0100",
            decision.Reason
        );
    }

    [Fact]
    public void The_fewer_runs_are_allowed_the_more_is_spent_on_each()
    {
        Assert.Equal(ExperimentStatus.Kept, Decide(Ask([1.983, 1.983], settings: new KeepSettings(Runs: 2))).Status);
        Assert.IsType<KeepAnswer.RunCandidate>(KeepRule.Next(Ask([1.983, 1.983])));
    }

    [Fact]
    public void More_confidence_asks_for_more()
    {
        double[] scores = [1.987, 1.987, 1.987, 1.987];
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask(scores, settings: new KeepSettings(Confidence: 0.99))).Status);
    }

    [Theory]
    [InlineData(4, 1, 0.05 / 16)]
    [InlineData(4, 2, 0.05 / 4)]
    [InlineData(4, 3, 0.05 * 9 / 16)]
    [InlineData(4, 4, 0.05)]
    [InlineData(2, 1, 0.05 / 4)]
    [InlineData(4, 9, 0.05)]
    public void What_a_p_value_has_to_be_grows_with_the_square_of_the_runs(int allowed, int runs, double expected) =>
        Assert.Equal(expected, KeepRule.Level(new KeepSettings(allowed), runs), 1e-12);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_score_that_is_no_number_is_diverged_on_whichever_run(double value, string text)
    {
        Assert.Equal(new Decision(ExperimentStatus.Diverged, $"the score is {text}"), Decide(Ask([value])));
        Assert.Equal(new Decision(ExperimentStatus.Diverged, $"the score is {text}"), Decide(Ask([value], incumbent: [])));
        Assert.Equal(new Decision(ExperimentStatus.Diverged, $"on seed 2, after 1.9000: the score is {text}"), Decide(Ask([1.9, value])));
        Assert.Equal(
            new Decision(ExperimentStatus.Diverged, $"on seed 4, after 1.9000 and 1.8000 and 1.7000: the score is {text}"),
            Decide(Ask([1.9, 1.8, 1.7, value]))
        );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_baseline_that_scores_no_number_on_any_seed_is_diverged(double value) =>
        Assert.Equal(ExperimentStatus.Diverged, KeepRule.Baseline([2.0, value], Noise.Unknown).Status);

    [Fact]
    public void A_baseline_tells_its_mean_and_the_noise() =>
        Assert.Equal(
            new Decision(ExperimentStatus.Kept, "baseline: 2.0100 on 2 seeds; noise 0.0141"),
            KeepRule.Baseline([2.0, 2.02], new NoisePool().Add([2.0, 2.02]).Estimate())
        );

    [Fact]
    public void A_baseline_of_one_seed_says_that_the_noise_is_not_known() =>
        Assert.Equal("baseline: 2.0000 on one seed; the noise is not known", KeepRule.Baseline([2.0], Noise.Unknown).Reason);
}
