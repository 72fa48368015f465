using AutoResearch.Research.Running;
using CsCheck;

namespace AutoResearch.Tests.Running;

public sealed class SharesTests
{
    private static readonly Gen<Shares.Part> Part =
        from name in Gen.String[Gen.Char['a', 'z'], 1, 6]
        from wanted in Gen.Double[0.1, 10]
        from tried in Gen.Int[0, 200]
        from kept in Gen.Int[0, tried]
        from seconds in Gen.Double[0, 1e5]
        from available in Gen.Bool
        select new Shares.Part(name, wanted, tried, kept, seconds, available);

    private static readonly Gen<Shares.Part[]> Parts = Part.Array[1, 6].Select(parts => parts.DistinctBy(part => part.Name).ToArray());

    [Fact]
    public void Shares_add_up_to_one_and_nobody_who_is_set_aside_has_one() =>
        Parts.Sample(parts =>
        {
            var shares = Shares.Of(parts);
            Assert.Equal(parts.Any(part => part.Available) ? 1 : 0, shares.Sum(), 1e-9);
            Assert.All(parts.Zip(shares), pair => Assert.Equal(pair.First.Available, pair.Second > 0));
        });

    [Fact]
    public void Before_anything_was_tried_the_shares_are_those_asked_for()
    {
        var shares = Shares.Of([new("a", 3, 0, 0, 0, true), new("b", 1, 0, 0, 0, true)]);
        Assert.Equal([0.75, 0.25], shares, Near);
    }

    [Fact]
    public void Who_is_kept_more_often_is_asked_more_often()
    {
        var shares = Shares.Of([new("a", 1, 40, 8, 400, true), new("b", 1, 40, 1, 400, true)]);
        Assert.True(shares[0] > 2 * shares[1], $"{shares[0]} against {shares[1]}");
    }

    [Fact]
    public void Of_two_that_are_kept_alike_the_quicker_is_asked_more_often()
    {
        var shares = Shares.Of([new("a", 1, 40, 4, 400, true), new("b", 1, 40, 4, 4000, true)]);
        Assert.True(shares[0] > shares[1], $"{shares[0]} against {shares[1]}");
    }

    [Fact]
    public void Nobody_is_forgotten() =>
        Parts.Sample(parts =>
        {
            var everybody = parts.Select(part => part with { Available = true }).ToList();
            var shares = Shares.Of(everybody);
            // A tenth of what was asked for, of a whole that no other can raise above what its own kept rate and speed are worth.
            Assert.All(shares, share => Assert.True(share > 0));
        });

    [Fact]
    public void Turns_follow_the_shares()
    {
        Shares.Part[] parts = [new("a", 3, 0, 0, 0, true), new("b", 1, 0, 0, 0, true)];
        var choices = new List<string>();
        for (var i = 0; i < 40; i++)
            choices.Add(parts[Shares.Next(parts, choices)!.Value].Name);
        Assert.Equal(30, choices.Count(name => name == "a"));
        Assert.All(choices.Chunk(4), four => Assert.Single(four, name => name == "b"));
    }

    [Fact]
    public void Who_comes_back_does_not_get_all_the_turns_that_it_missed()
    {
        Shares.Part[] parts = [new("a", 1, 0, 0, 0, true), new("b", 1, 0, 0, 0, true)];
        var choices = Enumerable.Repeat("a", 1000).ToList();
        var turns = 0;
        while (parts[Shares.Next(parts, choices)!.Value].Name == "b")
        {
            choices.Add("b");
            turns++;
        }

        Assert.InRange(turns, 1, 20);
    }

    [Fact]
    public void Nobody_is_chosen_where_all_are_set_aside() => Assert.Null(Shares.Next([new("a", 1, 3, 1, 10, false)], []));

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9;
}
