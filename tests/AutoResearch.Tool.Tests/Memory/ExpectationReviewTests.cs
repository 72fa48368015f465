using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;
using CsCheck;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Tests.Memory;

public sealed class ExpectationReviewTests
{
    private static ExperimentRecord Judged(double expected, double deviation, double came, double? noise = null, int runs = 1) =>
        Records.One(2, ExperimentStatus.Discarded, "an idea", 2 - came) with
        {
            Noise = noise,
            Scores = [.. Enumerable.Repeat(2 - came, runs)],
            Origin = new Origin("search/gp", ProposalCost.None, new Expectation(expected, deviation)),
        };

    private static ExpectationReview? Of(IEnumerable<ExperimentRecord> records) =>
        ExpectationReview.Of([Records.One(), .. records.Select((record, index) => record with { Number = index + 2 })], Direction.Lower);

    // The true gain is drawn from what is expected, what is measured of it from the noise.
    private static IEnumerable<ExperimentRecord> Honest(Random random, int count, double deviation, double noise) =>
        Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var (expected, runs) = (random.NextDouble() - 0.3, 1 + (i % 4));
                var came = Normal.Sample(random, expected, deviation) + Normal.Sample(random, 0, noise * Math.Sqrt(2.0 / runs));
                return Judged(expected, deviation, came, noise, runs);
            });

    [Fact]
    public void Of_outcomes_drawn_as_stated_two_thirds_are_within_one_deviation() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0.01, 1])
            .Sample(
                (deviation, noise) =>
                {
                    var all = Of(Honest(new Random(1), 2000, deviation, noise))!.All;
                    Assert.InRange(all.WithinOne / 2000.0, 0.64, 0.73);
                    Assert.InRange(all.WithinTwo / 2000.0, 0.93, 0.975);
                },
                iter: 20
            );

    [Fact]
    public void Honest_expectations_are_seldom_called_anything_but_about_right()
    {
        var random = new Random(1);
        var reviews = Enumerable.Range(0, 400).Select(i => Of(Honest(random, 10 + (i % 90), 0.01, 0.01))!.All).ToList();
        Assert.InRange(reviews.Count(all => all.Sureness == Sureness.AboutRight), 340, 400);
        Assert.InRange(reviews.Count(all => all.IsBiased), 0, 50);
    }

    [Fact]
    public void Deviations_of_half_the_size_are_called_too_sure_and_of_twice_the_size_too_wide()
    {
        var honest = Honest(new Random(1), 60, 0.02, 0).ToList();
        Assert.Equal(Sureness.TooSure, Of(honest.Select(record => Restated(record, 0.5)))!.All.Sureness);
        Assert.Equal("too wide", Of(honest.Select(record => Restated(record, 2.5)))!.All.Verdict);

        static ExperimentRecord Restated(ExperimentRecord record, double factor) =>
            record with
            {
                Origin = record.Origin with
                {
                    Expectation = record.Origin.Expectation! with { Deviation = factor * record.Origin.Expectation.Deviation },
                },
            };
    }

    [Fact]
    public void The_noise_of_measuring_is_part_of_what_is_off()
    {
        var outcome = ExpectationOutcome.Of(Judged(0.1, 0.03, 0.06, noise: 0.04, runs: 2), Direction.Lower)!;
        Assert.Equal((0.06, -0.04, 0.05), (Math.Round(outcome.Gain, 9), Math.Round(outcome.Surplus, 9), Math.Round(outcome.Deviation, 9)));
        Assert.True(outcome.IsWithin(1));
        Assert.False(ExpectationOutcome.Of(Judged(0.1, 0.03, 0.06), Direction.Lower)!.IsWithin(1));
    }

    [Fact]
    public void A_higher_metric_may_be_better() =>
        Assert.Equal(-0.06, ExpectationOutcome.Of(Judged(0.1, 0.03, 0.06), Direction.Higher)!.Gain, 9);

    [Theory]
    [InlineData(0.04, 0.01, "too sure; gains were promised 4.0 times larger than they came")]
    [InlineData(0.04, -0.01, "too sure; gains were promised and did not come")]
    [InlineData(0.01, 0.15, "too sure; gains came 15 times larger than promised")]
    [InlineData(-0.01, 0.01, "too sure; what came was better than expected")]
    [InlineData(-0.01, -0.04, "too sure; what came was worse than expected")]
    public void A_verdict_says_how_much_more_was_promised_than_came(double expected, double came, string verdict) =>
        Assert.Equal(
            verdict,
            Of(Enumerable.Range(0, 20).Select(i => Judged(expected, 0.002, came + (i % 2 == 0 ? 0.001 : -0.001))))!.All.Verdict
        );

    [Fact]
    public void Of_few_outcomes_there_is_no_verdict()
    {
        var few = Of(Enumerable.Repeat(Judged(0.04, 0.001, 0.01), Calibration.Enough - 1))!;
        Assert.Null(few.All.Verdict);
        Assert.EndsWith("That is too few for a verdict: it takes 10.", few.Summary);
        Assert.NotNull(Of(Enumerable.Repeat(Judged(0.04, 0.001, 0.01), Calibration.Enough))!.All.Verdict);
    }

    [Fact]
    public void Each_proposer_has_numbers_of_its_own_and_what_gave_no_score_is_counted()
    {
        var tpe = new Origin("search/tpe", ProposalCost.None, new Expectation(0.02, 0.01));
        var review = Of([
            Judged(0.1, 0.05, 0.06),
            Judged(0.3, 0.05, 0.21),
            Judged(0.1, 0.05, 0.1) with
            {
                Origin = tpe,
            },
            Records.One(5, ExperimentStatus.Diverged, metric: null) with
            {
                Origin = tpe,
            },
            Records.One(6, ExperimentStatus.Interrupted, metric: null) with
            {
                Origin = tpe,
            },
            Judged(0.1, 0.05, 0.1) with
            {
                Origin = new Origin("claude", ProposalCost.None),
            },
        ])!;
        Assert.Equal(
            [("search/gp", 2, 0, 0.2, 0.135, 1, 2), ("search/tpe", 1, 1, 0.02, 0.1, 0, 0)],
            review.Proposers.Select(own =>
                (own.Proposer, own.Count, own.Unscored, Math.Round(own.Expected, 9), Math.Round(own.Came, 9), own.WithinOne, own.WithinTwo)
            )
        );
        Assert.Equal((3, 1, 1, 2), (review.All.Count, review.All.Unscored, review.All.WithinOne, review.All.WithinTwo));
        Assert.StartsWith(
            "3 judged experiments had an expectation (1 more gave no score). On average +0.1400 was expected and +0.1233 came; 33 % of the "
                + "outcomes lie within one standard deviation and 67 % within two",
            review.Summary
        );
    }

    [Fact]
    public void Without_an_expectation_that_was_judged_there_is_no_review()
    {
        Assert.Null(Of([Records.One(2)]));
        Assert.Null(Of([Judged(0.1, 0.1, 0.1) with { Status = ExperimentStatus.Crashed, Metric = null, Scores = [] }]));
    }

    [Fact]
    public void Any_ledger_can_be_reviewed() =>
        Records.Any.List[1, 30].Sample(records => _ = ExpectationReview.Of(records, Direction.Higher)?.Summary);
}
