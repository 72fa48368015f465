using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using static AutoResearch.Tests.Keeping.Questions;

namespace AutoResearch.Tests.Keeping;

/// <summary>What the length of the code has to do with being kept.</summary>
public class TokenRuleTests
{
    private static readonly KeepSettings Worth = new(TokenWorth: 0.0001);

    [Fact]
    public void Longer_code_that_gains_no_more_than_its_tokens_are_worth_is_not_kept()
    {
        double[] scores = [1.95, 1.95];
        Assert.Equal(ExperimentStatus.Kept, Decide(Ask(scores, tokens: 500)).Status);
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask(scores, settings: Worth, tokens: 500)).Status);
        Assert.Equal(ExperimentStatus.Kept, Decide(Ask([1.89, 1.89], settings: Worth, tokens: 500)).Status);
    }

    [Fact]
    public void The_reason_says_what_more_tokens_have_to_bring()
    {
        Assert.Equal(
            "no better: 1.9500 against 2.0000 (-2.50 %), better on 1 of 1 seed, 18.9 % sure; noise "
                + "0.0100, and 600 tokens more have to bring 0.06",
            Decide(Ask([1.95], settings: Worth, tokens: 600)).Reason
        );
        Assert.EndsWith(
            "; noise 0.0100, and 500 tokens more have to bring 0.05",
            Decide(Ask([1.89, 1.89], settings: Worth, tokens: 500)).Reason
        );
    }

    [Fact]
    public void Shorter_code_has_to_bring_nothing() =>
        Assert.Equal(ExperimentStatus.Kept, Decide(Ask([1.94, 1.94], settings: Worth, tokens: -500)).Status);

    [Fact]
    public void Shorter_code_that_is_as_good_is_simplified_with_its_last_run_and_says_how_many_tokens()
    {
        double[] scores = [1.996, 1.997, 1.995, 1.996];
        for (var runs = 1; runs < scores.Length; runs++)
            Assert.Equal(new KeepAnswer.RunCandidate(FirstSeed + runs), KeepRule.Next(Ask(scores[..runs], tokens: -20)));
        var decision = Decide(Ask(scores, tokens: -20));
        Assert.Equal(ExperimentStatus.Simplified, decision.Status);
        Assert.Equal(
            "as good and shorter: 1.9960 against 2.0000 (-0.20 %) on 4 seeds, 97.2 % sure to be less than "
                + "0.0100 worse, 20 tokens less; noise 0.0100",
            decision.Reason
        );
    }

    [Fact]
    public void Shorter_code_that_scores_the_same_on_every_seed_is_simplified_however_large_the_noise()
    {
        for (var runs = 1; runs < Incumbent.Length; runs++)
            Assert.Equal(
                new KeepAnswer.RunCandidate(FirstSeed + runs),
                KeepRule.Next(Ask(Incumbent[..runs], tokens: -1, noise: new Noise(5, 3, 0)))
            );
        var decision = Decide(Ask(Incumbent, tokens: -1, noise: new Noise(5, 3, 0)));
        Assert.Equal(ExperimentStatus.Simplified, decision.Status);
        Assert.Equal(
            "as good and shorter: 2.0000 against 2.0000 (0.00 %), the same on each of 4 seeds, 1 token less; noise 5.0000",
            decision.Reason
        );
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask([1.99, 2.01, 2.0, 2.0001], tokens: -1, noise: new Noise(5, 3, 0))).Status);
    }

    [Fact]
    public void The_same_scores_with_as_much_code_are_discarded_after_one_run() =>
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask([1.998], tokens: 0)).Status);

    [Fact]
    public void Shorter_code_that_loses_more_than_a_noise_unit_is_discarded_after_one_run() =>
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask([2.0101], tokens: -20)).Status);

    [Fact]
    public void Shorter_code_that_is_not_surely_as_good_is_discarded_with_its_last_run() =>
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask([2.005, 2.005, 2.005, 2.005], tokens: -20)).Status);

    [Fact]
    public void What_a_token_is_worth_is_what_shorter_code_may_lose()
    {
        double[] scores = [2.015, 2.015, 2.015, 2.015];
        Assert.Equal(ExperimentStatus.Discarded, Decide(Ask(scores, tokens: -300)).Status);
        Assert.Equal(ExperimentStatus.Simplified, Decide(Ask(scores, settings: Worth, tokens: -300)).Status);
    }

    [Fact]
    public void Shorter_code_that_is_surely_better_is_kept_and_not_called_simplified() =>
        Assert.Equal(ExperimentStatus.Kept, Decide(Ask([1.94, 1.94], tokens: -20)).Status);
}
