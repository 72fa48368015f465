using AutoResearch.Proposers;
using AutoResearch.Research.Program;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class ProspectTests
{
    private const string Source = "class C { [Knob(0, 10)] const double A = 5; }";
    private const string TwoKnobs = "class C { [Knob(0, 10)] const double A = 5; [Knob(0, 10)] const double B = 5; }";

    [Fact]
    public void Where_everything_is_clearly_worse_nothing_is_left_and_it_says_why()
    {
        var nothing = Assert.Throws<ProposerException>(() => Propose(Worse(60), Source));
        Assert.True(nothing.ForGood);
        Assert.StartsWith("No setting of the knob is worth a run any more: ", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("the noise of one run is 0.5 %", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_few_results_nobody_knows() => Assert.NotNull(Propose(Worse(30), Source));

    [Fact]
    public void A_knob_that_was_never_turned_is_worth_a_run() => Assert.NotNull(Propose(Worse(60), TwoKnobs));

    [Fact]
    public void What_was_kept_lately_gives_hope() => Assert.NotNull(Propose(Worse(60).Kept(0.1, new KnobChange("A", 4.9, 5)), Source));

    // All over the range, the worse the further away.
    private static Past Worse(int count)
    {
        var past = new Past();
        for (var i = 0; i < count; i++)
        {
            var to = 10.0 * i / (count - 1);
            past.Discarded(-0.02 - (0.1 * Math.Abs(to - 5)), new KnobChange("A", 5, to));
        }

        return past;
    }

    private static Proposal Propose(Past past, string source)
    {
        using var search = new SearchProposer();
        return search.Propose(
            new ProposalRequest(
                past.Experiments.Count + 1,
                ResearchProgram.Parse("- Metric: val_bpb (lower is better)\n- Training budget: 60 seconds\n"),
                "",
                new Dictionary<string, string> { [Past.FileName] = source },
                new Dictionary<string, string>(),
                past.Experiments,
                past.Incumbent,
                [],
                1
            ),
            CancellationToken.None
        );
    }
}
