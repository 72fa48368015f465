using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class CombinationTests
{
    private static readonly IReadOnlyList<Dial> Dials = Dial.Of(
        new Dictionary<string, string>
        {
            [""] = """
            class C
            {
                [Knob(0, 10)] const double A = 4;
                [Knob(0, 10)] const double B = 5;
                [Knob(0, 10, Step = 5)] const int Coarse = 5;
            }
            """,
        }
    );

    [Fact]
    public void What_would_hardly_move_stays() =>
        Assert.Equal(["Raise A from 4 to 6"], Combination.Between(Dials, [0.6, 0.51, 0.6]).Select(turn => turn.ToString()));

    [Fact]
    public void Where_dials_stand_after_turns_is_where_they_lead() =>
        Assert.Equal([0.6, 0.5, 1], Combination.Places(Dials, Combination.Between(Dials, [0.6, 0.51, 0.9])));

    [Fact]
    public void A_turn_that_adds_nothing_is_taken_back()
    {
        var turns = Combination.Between(Dials, [0.6, 0.8, 1]);
        var left = Combination.WithoutIdle(turns, kept => kept.Sum(turn => turn.Dial.Name == "B" ? 1 : 0));
        Assert.Equal(["Raise B from 5 to 8"], left.Select(turn => turn.ToString()));
    }

    [Fact]
    public void One_turn_is_left_however_little_it_promises() =>
        Assert.Single(Combination.WithoutIdle(Combination.Between(Dials, [0.6, 0.8, 1]), kept => -kept.Count));
}
