using AutoResearch.Research.Keeping;
using CsCheck;

namespace AutoResearch.Tests.EarlyStopping;

public class HopelessRunTests
{
    private static readonly HopelessRun Rule = Against(Curves.Incumbent(new Random(1)));

    [Fact]
    public void A_run_that_learns_nothing_is_ended_at_the_first_look()
    {
        var ended = Rule.Ended(Curves.Smooth(_ => Curves.Start))!;
        Assert.InRange(ended.Progress, 0.3, 0.31);
        Assert.Equal(Curves.Start, ended.Loss, 6);
    }

    [Fact]
    public void A_run_that_stays_far_behind_is_ended_before_its_end() =>
        Assert.InRange(Rule.Ended(Curves.Noisy(Behind(0.4), new Random(2)))!.Progress, 0.3, 0.8);

    [Fact]
    public void The_reason_has_the_numbers_and_says_where()
    {
        var ended = new Hopeless(0.6, 2.4, 1.8, 2.2, 1.6, 0.05);
        Assert.Equal(
            "hopeless at 60 % of the budget: loss 2.400 against the incumbent's 1.800; at best it would have ended with 2.200 against "
                + "1.600, and equal programs differ by up to 0.050",
            ended.Reason
        );
    }

    [Fact]
    public void Of_equal_programs_hardly_any_is_ended()
    {
        var random = new Random(3);
        var ended = Enumerable
            .Range(0, 1000)
            .Count(_ => Against(Curves.Incumbent(random)).Ended(Curves.Noisy(Curves.Usual, random)) is not null);
        // A thousand sessions with curves of their own each.
        Assert.InRange(ended, 0, 5);
    }

    [Fact]
    public void Of_equal_programs_that_have_long_stopped_learning_hardly_any_is_ended()
    {
        // Nothing is left to hope for here: it is the noise alone that keeps them going.
        var random = new Random(10);
        var ended = Enumerable
            .Range(0, 1000)
            .Count(_ =>
                Against([.. Enumerable.Range(0, 4).Select(_ => Curves.Noisy(Plateau, random))]).Ended(Curves.Noisy(Plateau, random))
                    is not null
            );
        Assert.InRange(ended, 0, 5);
    }

    [Fact]
    public void Of_programs_that_are_slightly_better_hardly_any_is_ended_even_with_noisier_batches()
    {
        var random = new Random(4);
        var ended = Enumerable
            .Range(0, 1000)
            .Count(_ =>
            {
                var run = Curves.Noisy(progress => Curves.Usual(progress) - (0.01 * progress), random);
                return Against(Curves.Incumbent(random, 2)).Ended(run.With(point => point.Loss + (0.2 * random.NextDouble()) - 0.1))
                    is not null;
            });
        Assert.InRange(ended, 0, 5);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.4)]
    public void A_long_warm_up_that_is_made_good_is_not_ended(double warmUp) =>
        // Until the learning rate is up, it learns as if time were passing more slowly.
        Assert.Null(
            Rule.Ended(
                Curves.Noisy(
                    progress => Curves.Usual(progress < warmUp ? progress * progress / warmUp / 2 : progress - (warmUp / 2)) - 0.05,
                    new Random(5)
                )
            )
        );

    [Fact]
    public void A_larger_learning_rate_that_only_its_decay_makes_good_is_not_ended() =>
        Assert.Null(Rule.Ended(Curves.Noisy(progress => Curves.Usual(progress) + (0.15 * (1 - progress)) - 0.02, new Random(6))));

    [Fact]
    public void A_learning_rate_that_stays_and_falls_late_is_not_ended() =>
        // Warm-up, stable, decay: all of the fall that the incumbent spreads over the run comes in the last three tenths.
        Assert.Null(
            Rule.Ended(
                Curves.Noisy(
                    progress => Curves.Usual(progress) + (0.2 * Math.Min(progress / 0.7, (1 - progress) / 0.3)) - (0.02 * progress),
                    new Random(11)
                )
            )
        );

    [Fact]
    public void A_run_that_begins_to_learn_late_but_fast_is_not_ended() =>
        Assert.Null(Rule.Ended(Curves.Noisy(progress => Curves.Usual(Math.Max(0, progress - 0.25) / 0.75), new Random(12))));

    [Fact]
    public void A_run_that_is_never_behind_is_not_ended() =>
        Gen.Double[0, 3]
            .Array[8]
            .Sample(gains =>
            {
                var incumbent = new[] { Curves.Smooth(Curves.Usual), Curves.Smooth(progress => Curves.Usual(progress) + 0.01) };
                return Against(incumbent)
                    .Ended(Curves.Smooth(progress => progress == 0 ? Curves.Start : Curves.Usual(progress) - gains[(int)(7 * progress)]))
                    is null;
            });

    [Fact]
    public void A_loss_on_another_scale_is_compared_on_the_incumbents() =>
        Gen.Double[1, 1000]
            .Sample(factor =>
            {
                var (good, bad) = (Curves.Noisy(Curves.Usual, new Random(7)), Curves.Noisy(Behind(0.4), new Random(2)));
                return Rule.Ended(good.With(point => factor * point.Loss)) is null
                    && Math.Abs(Rule.Ended(bad.With(point => factor * point.Loss))!.Loss - Rule.Ended(bad)!.Loss) < 1e-6;
            });

    [Fact]
    public void The_unit_of_the_loss_changes_nothing() =>
        Gen.Select(Gen.Double[0.01, 100], Gen.Double[0, 0.6], Gen.Int[0, 1000])
            .Sample(
                (factor, behind, seed) =>
                {
                    var incumbent = Curves.Incumbent(new Random(seed));
                    var run = Curves.Noisy(Behind(behind), new Random(seed + 1));
                    var scaled = Against([.. incumbent.Select(curve => curve.With(point => factor * point.Loss))])
                        .Ended(run.With(point => factor * point.Loss));
                    return Against(incumbent).Ended(run)?.Progress == scaled?.Progress;
                }
            );

    [Fact]
    public void Who_is_further_behind_is_not_ended_later() =>
        Gen.Select(Gen.Double[0, 0.6], Gen.Double[0, 0.6])
            .Sample(
                (a, b) =>
                {
                    var (less, more) = (
                        Rule.Ended(Curves.Smooth(Behind(Math.Min(a, b)))),
                        Rule.Ended(Curves.Smooth(Behind(Math.Max(a, b))))
                    );
                    return less is null || more?.Progress <= less.Progress;
                }
            );

    [Fact]
    public void Nothing_is_ended_without_two_curves_to_compare_with()
    {
        Assert.Null(HopelessRun.Against([], []));
        Assert.Null(HopelessRun.Against([Curves.Smooth(Curves.Usual)], [Curves.Incumbent(new Random(1))]));
        Assert.Null(HopelessRun.Against([Curves.Smooth(Curves.Usual), Curves.Smooth(Curves.Usual, reports: 3)], []));
    }

    [Fact]
    public void Where_too_few_curves_have_losses_nothing_is_ended()
    {
        var late = new LearningCurve([.. Curves.Smooth(Curves.Usual).Points.Where(point => point.Progress is 0 or >= 0.6)]);
        Assert.InRange(Against([Curves.Smooth(Curves.Usual), late, late]).Ended(Curves.Smooth(_ => Curves.Start))!.Progress, 0.6, 0.7);
    }

    [Fact]
    public void With_two_curves_earlier_incumbents_say_how_much_equal_programs_differ()
    {
        var two = Curves.Incumbent(new Random(8), 2);
        var run = Curves.Noisy(Behind(0.4), new Random(2));
        var alone = Against(two).Ended(run);
        var together = HopelessRun.Against(two, [Curves.Incumbent(new Random(9))])!.Ended(run);
        Assert.NotNull(together);
        Assert.True(alone is null || alone.Margin > together.Margin);
    }

    [Fact]
    public void A_loss_that_is_not_positive_says_nothing()
    {
        var run = Curves.Smooth(_ => Curves.Start);
        Assert.Null(HopelessRun.Against([.. Curves.Incumbent(new Random(1)).Select(curve => curve.With(point => point.Loss - 10))], []));
        Assert.Null(Rule.Ended(run.With(point => point.Progress == 0 ? 0 : point.Loss)));
    }

    [Fact]
    public void A_run_with_few_reports_is_not_ended() => Assert.Null(Rule.Ended(Curves.Smooth(_ => Curves.Start, reports: 5)));

    [Fact]
    public void Near_its_end_a_run_is_let_go_on() =>
        Assert.Null(Rule.Judge(Curves.Smooth(progress => progress < 0.85 ? Curves.Usual(progress) : Curves.Start, until: 0.95)));

    [Fact]
    public void Without_a_rule_a_run_is_only_recorded()
    {
        var watch = new RunWatch(null);
        Assert.All(Curves.Smooth(_ => Curves.Start).Points, point => Assert.Null(watch.Add(point)));
        Assert.Equal(Curves.Reports + 1, watch.Curve.Points.Count);
    }

    private static double Plateau(double progress) => 2 + ((Curves.Start - 2) * Math.Exp(-40 * progress));

    // Falls as the incumbent does, and stays this much above it.
    private static Func<double, double> Behind(double loss) => progress => Curves.Usual(progress) + (loss * Math.Min(1, 5 * progress));

    private static HopelessRun Against(IReadOnlyList<LearningCurve> incumbent) => HopelessRun.Against(incumbent, [])!;
}
