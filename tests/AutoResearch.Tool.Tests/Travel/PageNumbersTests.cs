using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using CsCheck;

namespace AutoResearch.Tests.Travel;

public class PageNumbersTests
{
    [Fact]
    public void A_page_with_another_number_is_the_page_of_the_renumbered_record() =>
        Gen.Select(Records.Any, Gen.Int[1, 20_000], Gen.Int[1, 20_000])
            .Sample(
                (record, from, to) =>
                {
                    var before = record with { Number = from };
                    // Neither what a candidate wrote nor its change is touched.
                    var diff = $"+# {from:0000} a heading\n+experiment: {from:0000}\n+- experiment {from:0000} in a diff\n";
                    var expected = ExperimentPage.Render(record with { Number = to }, diff, Direction.Lower);
                    Assert.Equal(
                        expected,
                        PageNumbers.Change(
                            ExperimentPage.Render(before, diff, Direction.Lower),
                            from,
                            new Dictionary<int, int> { [from] = to }
                        )
                    );
                }
            );

    [Fact]
    public void Experiments_like_it_are_named_by_their_new_numbers_and_published_ones_by_theirs()
    {
        Neighbour[] neighbours = [new(Records.One(7), "turned A, too"), new(Records.One(3), "turned B, too")];
        var page = PageNumbers.Change(
            ExperimentPage.Render(Records.One(8), "", Direction.Lower, neighbours),
            8,
            new Dictionary<int, int> { [7] = 10, [8] = 11 }
        );
        Assert.Equal(
            ExperimentPage.Render(Records.One(11), "", Direction.Lower, [neighbours[0] with { Record = Records.One(10) }, neighbours[1]]),
            page
        );
    }
}
