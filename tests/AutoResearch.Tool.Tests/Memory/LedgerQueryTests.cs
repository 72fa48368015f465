using AutoResearch.Research.Ledger;
using AutoResearch.Tests.Novelty;
using static AutoResearch.Tests.Novelty.TestRecords;

namespace AutoResearch.Tests.Memory;

public class LedgerQueryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(2));

    private static readonly ExperimentRecord[] Ledger =
    [
        Baseline() with
        {
            Time = Noon,
        },
        Candidate(2, 1.9, ExperimentStatus.Kept, proposer: "search/direction", knobs: Turn("Rate", 0.02, 0.04)) with
        {
            Time = Noon.AddHours(1),
            Description = "Raise the rate",
        },
        Candidate(3, 2.1, proposer: "claude", knobs: Turn("Width", 1, 2)) with
        {
            Time = Noon.AddHours(2),
            Description = "Widen",
        },
        Candidate(4, null, ExperimentStatus.Crashed, proposer: "searcher") with
        {
            Time = Noon.AddHours(3),
            Description = "Break it",
        },
        Candidate(5, 1.85, proposer: "", knobs: [Turn("Rate", 0.04, 0.08), Turn("Width", 1, 2)]) with
        {
            Time = Noon.AddHours(4),
            Incumbent = 1.9,
            Description = "RATE and width",
        },
        Candidate(6, 0.1, proposer: "claude") with
        {
            Time = Noon.AddHours(5),
            Incumbent = 0.05,
            Description = "Elsewhere",
            Conditions = new Conditions("other", "1 second", "gpu"),
        },
    ];

    [Fact]
    public void Nothing_asked_is_everything_in_order() => Gives(new LedgerQuery(), 1, 2, 3, 4, 5, 6);

    [Fact]
    public void A_family_of_proposers_is_asked_for_by_its_first_word()
    {
        Gives(new LedgerQuery { Proposer = "search" }, 2);
        Gives(new LedgerQuery { Proposer = "Claude" }, 3, 6);
        Gives(new LedgerQuery { Proposer = LedgerQuery.ByHand }, 5);
        Gives(new LedgerQuery { Proposer = "nobody" });
    }

    [Fact]
    public void Filters_narrow_each_other()
    {
        Gives(new LedgerQuery { Knob = "rate" }, 2, 5);
        Gives(new LedgerQuery { Text = "rate" }, 2, 5);
        Gives(new LedgerQuery { Knob = "Rate", Status = ExperimentStatus.Kept }, 2);
        Gives(new LedgerQuery { Since = Noon.AddHours(3) }, 4, 5, 6);
        Gives(new LedgerQuery { Better = true }, 2, 5);
        Gives(new LedgerQuery { Knob = "Width", Last = 1 }, 5);
    }

    [Fact]
    public void A_higher_metric_may_be_better() =>
        Assert.Equal(
            [3, 6],
            new LedgerQuery { Better = true }
                .Of(Ledger, Direction.Higher)
                .Select(record => record.Number)
        );

    [Fact]
    public void The_best_come_first_and_what_does_not_compare_last()
    {
        Gives(new LedgerQuery { Order = LedgerOrder.Metric }, 5, 2, 1, 3, 6, 4);
        Gives(new LedgerQuery { Order = LedgerOrder.Gain }, 2, 5, 6, 3, 1, 4);
        Assert.Equal(
            3,
            new LedgerQuery { Order = LedgerOrder.Metric }
                .Of(Ledger, Direction.Higher)[0]
                .Number
        );
    }

    [Theory]
    [InlineData("2026-11-19", "2026-11-19T00:00:00+02:00")]
    [InlineData("2026-11-19T18:30", "2026-11-19T18:30:00+02:00")]
    [InlineData("2026-11-19 18:30:05", "2026-11-19T18:30:05+02:00")]
    [InlineData("2026-11-19T18:30:05Z", "2026-11-19T18:30:05+00:00")]
    [InlineData("45m", "2026-11-20T11:15:00+02:00")]
    [InlineData("3h", "2026-11-20T09:00:00+02:00")]
    [InlineData("1.5d", "2026-11-19T00:00:00+02:00")]
    public void A_time_is_a_date_or_how_long_ago(string text, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), PointInTime.Parse(text, Noon));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-3h")]
    [InlineData("3w")]
    [InlineData("999999999d")]
    [InlineData("2026-13-01")]
    [InlineData("11/20/2026")]
    [InlineData("0001-01-01")]
    public void Other_words_are_no_time(string text) => Assert.Null(PointInTime.Parse(text, Noon));

    private static void Gives(LedgerQuery query, params int[] numbers) =>
        Assert.Equal(numbers, query.Of(Ledger, Direction.Lower).Select(record => record.Number));
}
