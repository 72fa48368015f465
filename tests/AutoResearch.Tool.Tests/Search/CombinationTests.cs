using AutoResearch.Research.Search;
using CsCheck;

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
    public void Where_it_leads_is_about_known_before_the_values_are() =>
        Gen.Double[0, 1]
            .Array[Dials.Count]
            .Sample(places =>
            {
                var exact = Combination.Places(Dials, Combination.Between(Dials, places));
                var rough = Combination.Rough(Dials, places);
                // A value of few digits may take a quarter of the way off.
                for (var i = 0; i < exact.Length; i++)
                    Assert.InRange(Math.Abs(exact[i] - rough[i]), 0, 0.25 * Math.Abs(places[i] - Dials[i].Now) + 1e-9);
            });

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
