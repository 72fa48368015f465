using AutoResearch.Proposers;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests;

public class KnobTests
{
    private const string Source = """
        using AutoResearch;
        public static class Training
        {
            [Knob(2, 12)] private const int Layers = 4;   // blocks
            [Knob(3e-4, 3e-2, Scale = Scale.Log)] private const double LearningRate = 0.004;
            [Knob(64, 512, Step = 32)] private const int Width = 128;
            [Knob(-1, 1)] private const double Bias = -0.5;
            private const int NotAKnob = 3;
            [Knob(1, 9)] private const int Computed = Layers * 2;
        }
        """;

    [Fact]
    public void Knobs_are_read_with_their_ranges()
    {
        var knobs = KnobReader.Read(Source);
        Assert.Equal(["Layers", "LearningRate", "Width", "Bias"], knobs.Select(knob => knob.Name));
        Assert.Equal((3e-4, 3e-2, Scale.Log), (knobs[1].Minimum, knobs[1].Maximum, knobs[1].Scale));
        Assert.Equal(32, knobs[2].Step);
        Assert.Equal(-0.5, knobs[3].Value);
    }

    [Fact]
    public void Turning_a_knob_changes_its_literal_and_nothing_else()
    {
        var knob = KnobReader.Read(Source)[1];
        Assert.Equal(Source.Replace("0.004", "0.0064"), KnobReader.Turn(Source, knob, 0.0064));
    }

    [Fact]
    public void Every_proposal_stays_within_the_ranges_and_says_what_it_does() => Gen.Int.Sample(seed =>
    {
        var search = new KnobSearch(seed);
        for (var source = Source; search.Propose(source) is { } proposal; source = proposal.Source)
        {
            Assert.NotEqual(source, proposal.Source);
            Assert.Matches("^(Raise|Lower) [A-Za-z]+ from \\S+ to \\S+$", proposal.Hypothesis);
            Assert.All(KnobReader.Read(proposal.Source), knob => Assert.InRange(knob.Value, knob.Minimum, knob.Maximum));
            Assert.All(KnobReader.Read(proposal.Source).Where(knob => knob.Step > 0), knob => Assert.Equal(0, knob.Value % knob.Step));
        }
    }, iter: 50);

    [Fact]
    public void Equal_seeds_propose_the_same() =>
        Assert.Equal(new KnobSearch(3).Propose(Source), new KnobSearch(3).Propose(Source));

    [Fact]
    public void The_same_turn_is_never_proposed_twice()
    {
        var search = new KnobSearch(1);
        var hypotheses = new List<string>();
        while (search.Propose(Source) is { } proposal)
            hypotheses.Add(proposal.Hypothesis);
        Assert.Equal(8, hypotheses.Count);
        Assert.Distinct(hypotheses);
    }

    [Fact]
    public void A_source_without_knobs_gives_no_proposal() => Assert.Null(new KnobSearch(1).Propose("class C { const int X = 1; }"));
}
