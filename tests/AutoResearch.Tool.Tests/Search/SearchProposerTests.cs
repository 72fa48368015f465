using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using AutoResearch.Research.Program;
using AutoResearch.Research.Search;
using AutoResearch.SearchProblems;
using AutoResearch.Tests.Boundary;
using CsCheck;

namespace AutoResearch.Tests.Search;

public sealed class SearchProposerTests
{
    private const string FileName = Past.FileName;

    private static readonly ResearchProgram Program = ResearchProgram.Parse(
        "- Metric: val_bpb (lower is better)\n- Training budget: 60 seconds\n"
    );

    private static readonly string Train = CompiledSample.Read("Template/Train.cs");

    private static ProposalRequest Request(Past past, string source, int seed = 1, params RefusedProposal[] refused) =>
        new(
            past.Experiments.Count + 1,
            Program,
            "",
            new Dictionary<string, string> { [FileName] = source },
            new Dictionary<string, string>(),
            past.Experiments,
            past.Incumbent,
            refused,
            seed
        );

    [Theory]
    [InlineData(null)]
    [InlineData("gp")]
    [InlineData("direction")]
    public void What_another_slot_tries_is_not_proposed_again(string? only)
    {
        var request = Request(new Past(), Train);
        var first = Propose(request, only);
        var underway = Records.One(2, ExperimentStatus.Interrupted, metric: null) with
        {
            Knobs = KnobChange.Between(Train, first.Files[FileName]),
        };

        var second = Propose(request with { Underway = [underway] }, only);

        Assert.NotEqual(first.Files[FileName], second.Files[FileName]);
    }

    private static Proposal Propose(ProposalRequest request, string? only = null)
    {
        using var search = new SearchProposer(only);
        return search.Propose(request, CancellationToken.None);
    }

    [Fact]
    public void A_thousand_random_turns_in_a_row_are_distinct_and_valid()
    {
        var prepare = CompiledSample.Read("Template/Prepare.cs");
        var before = Dial.Of(new Dictionary<string, string> { [FileName] = Train });
        var past = new Past();
        var seen = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            var proposal = Propose(Request(past, Train), "random");
            Assert.InRange(proposal.Hypothesis.Length, 10, Idea.WhyLimit);
            var after = Dial.Of(proposal.Files);
            Assert.All(after, dial => Assert.True(dial.Allows(dial.Knob.Value), $"{dial.Name} = {dial.Knob.Value}"));
            Assert.True(
                seen.Add(string.Join(' ', after.Select(dial => dial.Knob.Value))),
                $"proposal {i} was made before: {proposal.Hypothesis}"
            );
            if (i % 300 == 299)
                Assert.Empty(CompiledSample.Errors(proposal.Files[FileName], prepare));
            past.Discarded(
                -0.02,
                [
                    .. before
                        .Zip(after)
                        .Where(pair => pair.First.Knob.Value != pair.Second.Knob.Value)
                        .Select(pair => new KnobChange(pair.First.Name, pair.First.Knob.Value, pair.Second.Knob.Value)),
                ]
            );
        }
    }

    [Fact]
    public void All_strategies_together_repeat_nothing_and_change_few_lines()
    {
        var past = new Past();
        var seen = new HashSet<string> { NormalForm.Hash(new Dictionary<string, string> { [FileName] = Train }) };
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
        {
            var proposal = Propose(Request(past, Train));
            Assert.True(seen.Add(NormalForm.Hash(proposal.Files)), $"proposal {i} was made before: {proposal.Hypothesis}");
            Assert.InRange(proposal.Hypothesis.Length, 10, Idea.WhyLimit);
            var knobs = KnobChange.Between(Train, proposal.Files[FileName]);
            if (knobs.Count > 0)
                Assert.Equal(
                    knobs.Count,
                    Train.Split('\n').Zip(proposal.Files[FileName].Split('\n')).Count(lines => lines.First != lines.Second)
                );
            past.Discarded(0.02 * (random.NextDouble() - 0.6), [.. knobs]).Relabel(proposal, NormalForm.Hash(proposal.Files));
        }

        Assert.InRange(
            past.Experiments.Skip(1).Select(record => record.Origin.Proposer).Distinct().Count(),
            3,
            SearchProposer.Strategies.Count
        );
    }

    [Fact]
    public void The_first_ideas_turn_a_few_knobs_and_none_of_them_far()
    {
        var past = new Past();
        // Parts are taken away from six experiments on.
        for (var i = 0; i < 5; i++)
        {
            var proposal = Propose(Request(past, Train));
            Assert.Matches(@"^(Raise|Lower) [\w.]+ from \S+ to ", proposal.Hypothesis);
            Assert.StartsWith("search/", proposal.Proposer);
            var turned = KnobChange.Between(Train, proposal.Files[FileName]);
            Assert.InRange(turned.Count, 1, 6);
            var after = Dial.Of(proposal.Files).ToDictionary(dial => dial.Name);
            Assert.All(Dial.Of(new Dictionary<string, string> { [FileName] = Train }), dial =>
                Assert.InRange(Math.Abs(after[dial.Name].Now - dial.Now), 0, 0.5)
            );
            past.Discarded(-0.02, [.. turned]).Relabel(proposal, NormalForm.Hash(proposal.Files));
        }
    }

    [Fact]
    public void The_same_request_gives_the_same_proposal() =>
        Gen.Int[1, 1_000_000]
            .Sample(
                seed =>
                {
                    var request = Request(new Past().Kept(0.1, new KnobChange("MatrixRate", 0.01, 0.02)), Landscape.Source, seed);
                    var (first, second) = (Propose(request), Propose(request));
                    Assert.Equal(
                        (first.Hypothesis, first.Proposer, first.Files[FileName]),
                        (second.Hypothesis, second.Proposer, second.Files[FileName])
                    );
                },
                iter: 50
            );

    [Fact]
    public void Other_seeds_give_other_proposals() =>
        Assert.InRange(
            Enumerable.Range(1, 30).Select(seed => Propose(Request(new Past(), Landscape.Source, seed)).Hypothesis).Distinct().Count(),
            20,
            30
        );

    [Fact]
    public void A_refused_proposal_is_not_made_again()
    {
        const string Source = "class C { [Knob(1, 3)] const int A = 2; }";
        var first = Propose(Request(new Past(), Source));
        var second = Propose(Request(new Past(), Source, refused: new RefusedProposal(first, "tried")));
        Assert.NotEqual(first.Files[FileName], second.Files[FileName]);
        var exception = Assert.Throws<ProposerException>(() =>
            Propose(Request(new Past(), Source, refused: [new RefusedProposal(first, "tried"), new RefusedProposal(second, "tried")]))
        );
        Assert.Equal(("exhausted", true), (exception.Kind, exception.ForGood));
        Assert.Contains("1 knobs of Train.cs", exception.Message);
    }

    [Fact]
    public void Without_knobs_it_says_how_to_declare_one()
    {
        var exception = Assert.Throws<ProposerException>(() => Propose(Request(new Past(), "class C { const int X = 1; }")));
        Assert.Contains("[Knob(", exception.Message);
        Assert.True(exception.ForGood);
    }

    [Fact]
    public void What_was_tried_under_other_conditions_may_be_tried_again()
    {
        const string Source = "class C { [Knob(1, 2)] const int A = 1; }";
        var past = new Past();
        var proposal = Propose(Request(past, Source));
        past.Discarded(-0.1, new KnobChange("A", 1, 2)).Relabel(proposal, NormalForm.Hash(proposal.Files));
        Assert.Throws<ProposerException>(() => Propose(Request(past, Source)));
        past.Add(Records.One(3) with { IsBaseline = true, Conditions = past.Incumbent.Conditions with { Budget = "5 minutes" } });
        Assert.Equal(proposal.Files[FileName], Propose(Request(past, Source)).Files[FileName]);
    }

    [Fact]
    public void A_knob_that_failed_alone_goes_no_further_that_way()
    {
        const string Source = "class C { [Knob(1, 64)] const int A = 8; }";
        var past = new Past().Add(ExperimentStatus.OutOfMemory, null, "random", new KnobChange("A", 8, 16));
        var values = new List<double>();
        while (Next() is { } value)
        {
            values.Add(value);
            past.Discarded(-0.1, new KnobChange("A", 8, value));
        }

        Assert.Equal(14, values.Count);
        Assert.All(values, value => Assert.InRange(value, 1, 15));

        double? Next()
        {
            try
            {
                return KnobReader.Read(Propose(Request(past, Source), "random").Files[FileName])[0].Value;
            }
            catch (ProposerException)
            {
                return null;
            }
        }
    }

    [Theory]
    [InlineData("direction")]
    [InlineData("history")]
    [InlineData("tpe")]
    [InlineData("cma-es")]
    public void A_strategy_that_goes_by_results_starts_with_a_random_step(string only)
    {
        Assert.Equal("search/random", Propose(Request(new Past(), Landscape.Source), only).Proposer);
        using var search = new SearchProposer(only);
        Assert.Equal("search/" + only, search.Name);
    }

    [Fact]
    public void Knobs_in_two_files_are_turned_where_they_stand()
    {
        var files = new Dictionary<string, string>
        {
            ["A.cs"] = "class A { [Knob(1, 2)] const int X = 1; }",
            ["B.cs"] = "class B { [Knob(1, 2)] const int Y = 1; }",
        };
        var request = Request(new Past(), "") with { Files = files };
        var changed = Enumerable
            .Range(1, 20)
            .Select(seed => Assert.Single(Propose(request with { Seed = seed }).Files))
            .Distinct()
            .ToList();
        Assert.Equal(["A.cs", "B.cs"], changed.Select(file => file.Key).Order());
        Assert.All(changed, file => Assert.Equal(files[file.Key].Replace("= 1", "= 2"), file.Value));
    }

    [Fact]
    public void An_unknown_strategy_is_named() =>
        Assert.Contains("'magic'", Assert.Throws<ArgumentException>(() => new SearchProposer("magic")).Message);
}
