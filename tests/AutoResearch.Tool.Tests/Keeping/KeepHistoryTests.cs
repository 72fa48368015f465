using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Tests.Keeping;

public class KeepHistoryTests
{
    private static readonly KeepSettings Settings = new();

    private static readonly ExperimentRecord Baseline = Records.One() with { Seeds = [1, 2, 3, 4], Scores = [1.99, 2.01, 2.0, 2.0] };

    [Fact]
    public void A_baselines_own_runs_are_its_reference() =>
        Assert.Equal([new(1, 1.99), new(2, 2.01), new(3, 2.0), new(4, 2.0)], Of([Baseline]).IncumbentRuns);

    [Fact]
    public void A_kept_candidates_own_runs_are_what_it_was_kept_for_and_no_reference()
    {
        var kept = Candidate(2, [1.9, 1.91]) with { Status = ExperimentStatus.Kept };
        Assert.Empty(Of([Baseline, kept]).IncumbentRuns);
        var next = Candidate(3, [1.95]) with { IncumbentRuns = [new(1, 1.93), new(9, 1.94)] };
        Assert.Equal([new(1, 1.93), new(9, 1.94)], Of([Baseline, kept, next]).IncumbentRuns);
    }

    [Fact]
    public void A_simplified_candidates_own_runs_are_no_reference_either() =>
        Assert.Empty(Of([Baseline, Candidate(2, [1.99, 2.0]) with { Status = ExperimentStatus.Simplified }]).IncumbentRuns);

    [Fact]
    public void Where_one_run_decides_the_incumbents_own_score_is_the_reference()
    {
        var kept = Candidate(2, [1.9]) with { Status = ExperimentStatus.Kept };
        Assert.Equal([new(1, 1.9)], KeepHistory.Of([Baseline, kept], kept, new KeepSettings(Runs: 1), Direction.Lower).IncumbentRuns);
    }

    [Fact]
    public void What_the_incumbent_scored_during_a_comparison_counts_for_the_next_one()
    {
        var first = Candidate(2, [2.1]) with { IncumbentRuns = [new(9, 2.02)] };
        var question = Of([Baseline, first]).Ask([new(1, 1.95)], [new(10, 2.03)], 0);
        Assert.Equal([1, 2, 3, 4, 9, 10], question.Comparison.Incumbent.Select(run => run.Seed));
    }

    [Fact]
    public void What_the_incumbent_scored_during_a_failed_experiment_counts_too() =>
        Assert.Equal(5, Of([Baseline, Failed(2) with { IncumbentRuns = [new(9, 2.02)] }]).IncumbentRuns.Count);

    [Fact]
    public void What_the_incumbent_before_scored_beside_its_successor_is_no_reference()
    {
        var kept = Candidate(2, [1.9, 1.91]) with { Status = ExperimentStatus.Kept };
        var beside = Candidate(3, [2.1]) with { IncumbentRuns = [new(1, 2.0), new(9, 2.02)], Unseen = 1 };
        var after = Candidate(4, [1.95]) with { IncumbentRuns = [new(10, 1.94)] };
        Assert.Equal([new(10, 1.94)], Of([Baseline, kept, beside, after]).IncumbentRuns);
    }

    [Fact]
    public void Only_the_last_eight_runs_count()
    {
        var records = new List<ExperimentRecord> { Baseline };
        for (var i = 0; i < 10; i++)
            records.Add(Candidate(2 + i, [2.1]) with { IncumbentRuns = [new(100 + i, 2.0)] });
        Assert.Equal([102, 103, 104, 105, 106, 107, 108, 109], Of(records).IncumbentRuns.Select(run => run.Seed));
    }

    [Fact]
    public void Rows_of_other_conditions_are_ignored()
    {
        var other = Baseline.Conditions with { Budget = "5 minutes" };
        ExperimentRecord[] before =
        [
            Baseline with
            {
                Conditions = other,
                Seeds = [50, 51],
                Scores = [1.0, 3.0],
            },
            Candidate(2, [1.0, 9.0]) with
            {
                Conditions = other,
                IncumbentRuns = [new(52, 5.0)],
            },
        ];
        AssertSame(Of([Baseline with { Number = 3 }]), Of([.. before, Baseline with { Number = 3 }]));
    }

    [Fact]
    public void A_new_baseline_is_a_reference_of_its_own()
    {
        var again = Baseline with { Number = 3, Seeds = [5, 6], Scores = [2.1, 2.12] };
        Assert.Equal(
            [5L, 6L],
            Of([Baseline, Candidate(2, [2.1]) with { IncumbentRuns = [new(9, 2.02)] }, again]).IncumbentRuns.Select(run => run.Seed)
        );
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void The_incumbent_is_due_after_16_candidates_without_a_run(int candidates, bool due)
    {
        var records = Enumerable.Range(2, candidates).Select(number => Candidate(number, [2.1])).Prepend(Baseline).ToList();
        Assert.Equal(due, Of(records).Ask([], [], 0).IncumbentIsDue);
    }

    [Fact]
    public void The_incumbent_is_not_due_once_it_ran_in_this_experiment_or_in_one_of_the_last()
    {
        var records = Enumerable.Range(2, 20).Select(number => Candidate(number, [2.1])).Prepend(Baseline).ToList();
        Assert.True(Of(records).Ask([new(1, 2.0)], [], 0).IncumbentIsDue);
        Assert.False(Of(records).Ask([new(1, 2.0)], [new(50, 2.0)], 0).IncumbentIsDue);
        records[10] = records[10] with { IncumbentRuns = [new(50, 2.0)] };
        Assert.False(Of(records).Ask([new(1, 2.0)], [], 0).IncumbentIsDue);
    }

    [Fact]
    public void A_new_incumbent_is_not_due()
    {
        var records = Enumerable.Range(2, 20).Select(number => Candidate(number, [2.1])).Prepend(Baseline).ToList();
        Assert.False(Of([.. records, Candidate(22, [1.9, 1.9]) with { Status = ExperimentStatus.Kept }]).Ask([], [], 0).IncumbentIsDue);
    }

    [Fact]
    public void The_noise_is_pooled_from_every_program_that_ran_twice()
    {
        // Squares 0.0002 of three, 0.0002 of one, 0.0008 of one more degree of freedom.
        var kept = Candidate(2, [1.90, 1.92]) with { Status = ExperimentStatus.Kept };
        var next = Candidate(3, [1.95]) with { IncumbentRuns = [new(8, 1.91), new(9, 1.95)] };
        var noise = Of([Baseline, kept, next]).Noise;
        Assert.Equal(5, noise.DegreesOfFreedom);
        Assert.Equal(Math.Sqrt(0.0012 / 5), noise.Deviation, 1e-12);
    }

    [Fact]
    public void The_candidates_own_runs_count_for_the_noise_it_is_judged_by()
    {
        var noise = Of([Baseline]).Ask([new(1, 1.90), new(2, 1.92)], [], 0).Comparison.Noise;
        Assert.Equal(4, noise.DegreesOfFreedom);
        Assert.Equal(Math.Sqrt(0.0004 / 4), noise.Deviation, 1e-12);
    }

    [Fact]
    public void What_an_incumbent_was_kept_for_counts_by_half_with_its_luck_taken_out()
    {
        var earlier = Ask([Baseline, Kept(2, [1.95, 1.96])]).Comparison.Earlier!;
        Assert.Equal(1, earlier.Weight);
        // Between what it scored and what it was better than.
        Assert.InRange(earlier.Mean, 1.955, 2.0);
        Assert.Equal(1.955 + (0.045 * WinnersCurse.LuckyPart(1 - 0.99, KeepRule.Level(Settings, 2))), earlier.Mean, 1e-12);
    }

    [Fact]
    public void The_surer_it_was_the_less_is_taken_for_luck() => Assert.True(Mean(0.9999) < Mean(0.99));

    [Fact]
    public void What_is_as_good_and_shorter_was_not_chosen_for_its_score()
    {
        var simplified = Kept(2, [1.99, 1.98, 2.0, 1.99]) with { Status = ExperimentStatus.Simplified, Confidence = 0.9 };
        Assert.Equal(new EarlierRuns(1.99, 2), Ask([Baseline, simplified]).Comparison.Earlier);
    }

    [Fact]
    public void What_an_incumbent_was_kept_for_is_not_needed_once_it_ran_four_times()
    {
        var kept = Kept(2, [1.95, 1.96]);
        Assert.NotNull(Ask([Baseline, kept], new(7, 1.97), new(8, 1.97), new(9, 1.97)).Comparison.Earlier);
        Assert.Null(Ask([Baseline, kept], new(6, 1.97), new(7, 1.97), new(8, 1.97), new(9, 1.97)).Comparison.Earlier);
    }

    [Fact]
    public void A_baseline_and_the_plain_rule_have_no_luck_to_take_out()
    {
        Assert.Null(Ask([Baseline]).Comparison.Earlier);
        var kept = Kept(2, [1.95]);
        Assert.Null(KeepHistory.Of([Baseline, kept], kept, new KeepSettings(Runs: 1), Direction.Lower).Ask([], [], 0).Comparison.Earlier);
    }

    [Fact]
    public void Tokens_and_settings_are_passed_on()
    {
        var question = Of([Baseline]).Ask([new(1, 1.9)], [], -12);
        Assert.Equal((-12, Settings, Direction.Lower), (question.Tokens, question.Settings, question.Comparison.Direction));
    }

    private static double Mean(double confidence) =>
        Ask([Baseline, Kept(2, [1.95, 1.96]) with { Confidence = confidence }]).Comparison.Earlier!.Mean;

    private static KeepQuestion Ask(IReadOnlyList<ExperimentRecord> records, params SeedScore[] incumbentNow) =>
        Of(records).Ask([], incumbentNow, 0);

    private static ExperimentRecord Kept(int number, double[] scores) =>
        Candidate(number, scores) with
        {
            Status = ExperimentStatus.Kept,
            Incumbent = 2.0,
            Confidence = 0.99,
        };

    private static void AssertSame(KeepHistory expected, KeepHistory actual)
    {
        Assert.Equal(expected.IncumbentRuns, actual.IncumbentRuns);
        Assert.Equal(expected.Noise, actual.Noise);
        var (one, other) = (expected.Ask([], [], 0), actual.Ask([], [], 0));
        Assert.Equal((one.Comparison.Earlier, one.IncumbentIsDue), (other.Comparison.Earlier, other.IncumbentIsDue));
    }

    private static KeepHistory Of(IReadOnlyList<ExperimentRecord> records) =>
        KeepHistory.Of(records, records.Incumbent()!, Settings, Direction.Lower);

    private static ExperimentRecord Candidate(int number, double[] scores) =>
        Records.One(number, ExperimentStatus.Discarded, metric: scores.Average()) with
        {
            Seeds = [.. Enumerable.Range(1, scores.Length).Select(seed => (long)seed)],
            Scores = scores,
        };

    private static ExperimentRecord Failed(int number) => Records.One(number, ExperimentStatus.Crashed, metric: null);
}
