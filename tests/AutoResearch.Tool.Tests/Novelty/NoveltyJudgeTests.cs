using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using static AutoResearch.Tests.Novelty.TestRecords;

namespace AutoResearch.Tests.Novelty;

public class NoveltyJudgeTests
{
    private const string Base = """
        public static class Training
        {
            [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double Rate = 0.02;
            [Knob(0.8, 0.999)] private const double Momentum = 0.95;
            [Knob(64, 768, Step = 64)] private const int Width = 1024;
            public static double Build(int depth) => depth * Rate + Momentum / Width;
        }
        """;

    [Fact]
    public void What_changes_only_comments_and_names_changes_nothing()
    {
        var verdict = Judge(Base.Replace("depth", "layers").Replace("Rate", "LearningRate") + "// done", [Baseline()]);
        var duplicate = Assert.IsType<NoveltyVerdict.Duplicate>(verdict);
        Assert.Equal(1, duplicate.Experiment);
        Assert.Contains("changes nothing", verdict.Problem);
    }

    [Theory]
    [InlineData("discarded")]
    [InlineData("stopped")]
    [InlineData("build-failed")]
    [InlineData("out-of-memory")]
    [InlineData("invalid")]
    public void What_was_judged_or_failed_against_the_incumbent_is_not_run_again(string name)
    {
        Assert.True(ExperimentStatusNames.TryParse(name, out var status));
        var (source, tried) = Tried(2, Base.Replace("0.02", "0.04"), status);
        var verdict = Judge(source.Replace("Rate", "Speed"), [Baseline(), tried]);
        Assert.Equal(2, Assert.IsType<NoveltyVerdict.Duplicate>(verdict).Experiment);
        Assert.Contains("experiment 0002 \"idea 2\" (" + name, verdict.Problem);
    }

    [Fact]
    public void What_was_interrupted_or_tried_elsewhere_may_be_tried()
    {
        var (source, tried) = Tried(2, Base.Replace("0.02", "0.04"), ExperimentStatus.Interrupted);
        Assert.IsType<NoveltyVerdict.Novel>(Judge(source, [Baseline(), tried with { Code = null }]));
        tried = tried with { Status = ExperimentStatus.Discarded };
        Assert.IsType<NoveltyVerdict.Novel>(Judge(source, [Baseline(), tried with { Conditions = new Conditions("x", "y", "z") }]));
        var other = Candidate(3, 1.9, ExperimentStatus.Kept);
        var novel = Assert.IsType<NoveltyVerdict.Novel>(Judge(source, [Baseline(), tried, other]));
        Assert.Equal(2, Assert.Single(novel.Neighbours).Record.Number);
        Assert.Contains("the same code", novel.Neighbours[0].ToString());
    }

    [Fact]
    public void What_was_just_refused_is_refused_again()
    {
        var source = Base.Replace("0.02", "0.04");
        var verdict = NoveltyJudge.Judge(
            Question(source, [Baseline()]) with
            {
                Refused = new Dictionary<string, string> { [NormalForm.Hash(Sources.Files(source))] = "it does not compile." },
            }
        );
        Assert.Null(Assert.IsType<NoveltyVerdict.Duplicate>(verdict).Experiment);
        Assert.Contains("it does not compile", verdict.Problem);
    }

    [Theory]
    [InlineData("0.02", "0.0205", true)]
    [InlineData("0.02", "0.0195", true)]
    [InlineData("0.02", "0.022", false)]
    [InlineData("0.02", "0", false)]
    [InlineData("0.02", "-0.02", false)]
    [InlineData("0.95", "0.951", true)]
    [InlineData("0.95", "0.96", false)]
    [InlineData("1024", "1050", true)]
    [InlineData("1024", "1080", true)]
    [InlineData("1024", "1088", false)]
    [InlineData("0.8, 0.999", "0.7, 0.999", true)]
    public void A_number_that_hardly_moved_makes_no_experiment(string from, string to, bool near)
    {
        var verdict = Judge(Base.Replace(from, to), [Baseline()]);
        Assert.Equal(near, verdict is NoveltyVerdict.NearCopy);
        if (near)
            Assert.StartsWith("It is nearly the research branch itself, experiment 0001", verdict.Problem);
    }

    [Fact]
    public void A_near_copy_of_an_earlier_candidate_is_told_what_would_make_it_another()
    {
        var (_, tried) = Tried(2, Base.Replace("0.02", "0.04"), ExperimentStatus.Discarded, Turn("Rate", 0.02, 0.04));
        var verdict = Judge(Base.Replace("0.02", "0.041"), [Baseline(), tried]);
        Assert.Equal(2, Assert.IsType<NoveltyVerdict.NearCopy>(verdict).Experiment);
        Assert.Equal(
            "It is nearly experiment 0002 \"idea 2\" (discarded, 2.0100 against 2.0000): Rate is 0.041 instead of 0.04, which is too "
                + "near to tell: below about 0.038 or above about 0.04211 it would be another "
                + "experiment. Change that by more, or something else.",
            verdict.Problem
        );
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.02", "0.041").Replace("0.95", "0.9"), [Baseline(), tried]));
        // Other code, and the same knobs.
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.02", "0.041").Replace("* Rate", "/ Rate"), [Baseline(), tried]));
    }

    [Fact]
    public void The_code_of_an_earlier_candidate_is_read_where_its_row_does_not_tell()
    {
        var written = Base.Replace("depth * Rate", "depth * Rate * 3.0");
        var (_, tried) = Tried(2, written, ExperimentStatus.Discarded);
        var question = Question(written.Replace("3.0", "3.1"), [Baseline(), tried]);
        Assert.IsType<NoveltyVerdict.Novel>(NoveltyJudge.Judge(question));
        var verdict = NoveltyJudge.Judge(
            question with
            {
                FilesOf = commit =>
                    commit == tried.Commit ? Sources.Files(written)
                    : commit == tried.Parent ? Sources.Files(Base)
                    : null,
            }
        );
        Assert.Equal(2, Assert.IsType<NoveltyVerdict.NearCopy>(verdict).Experiment);
        Assert.Contains("a number in Build is 3.1 instead of 3", verdict.Problem);
        Assert.Equal(2, Assert.Single(verdict.Neighbours).Record.Number);
    }

    [Fact]
    public void A_knob_that_is_known_to_do_nothing_makes_no_experiment_on_its_own()
    {
        var records = new List<ExperimentRecord> { Baseline() };
        for (var number = 2; number <= 7; number++)
            records.Add(Candidate(number, 2.0 + (number % 2 == 0 ? 0.001 : -0.001), knobs: Turn("Momentum", 0.95, 0.9 - (number * 0.01))));
        var verdict = Judge(Base.Replace("0.95", "0.9"), records);
        Assert.Contains("Momentum was lowered 6 times alone", Assert.IsType<NoveltyVerdict.NearCopy>(verdict).Problem);
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.95", "0.9").Replace("0.02", "0.04"), records));
        // The other way was never tried.
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.95", "0.99"), records));
        // Two trials tell nothing.
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.95", "0.9"), [.. records.Take(3)]));
    }

    [Fact]
    public void Where_runs_do_not_differ_the_least_change_is_an_experiment() =>
        Assert.IsType<NoveltyVerdict.Novel>(Judge(Base.Replace("0.02", "0.0200001"), [Baseline() with { Noise = 0 }]));

    [Fact]
    public void Neighbours_are_those_that_turned_the_same_knobs_the_nearest_first()
    {
        ExperimentRecord[] records =
        [
            Baseline(),
            Candidate(2, 2.1, knobs: Turn("Rate", 0.02, 0.01)),
            Candidate(3, 2.1, knobs: Turn("Rate", 0.02, 0.06)),
            Candidate(4, 2.1, knobs: Turn("Width", 1024, 512)),
            Candidate(5, 2.1, knobs: [Turn("Rate", 0.02, 0.08), Turn("Width", 1024, 512)]),
            Candidate(6, null, ExperimentStatus.Crashed, knobs: Turn("Rate", 0.02, 0.2)),
        ];
        var neighbours = Judge(Base.Replace("0.02", "0.04"), records).Neighbours;
        Assert.Equal([6, 3, 5], neighbours.Select(neighbour => neighbour.Record.Number));
        Assert.Equal("0006 \"idea 6\" (turned Rate the same way): crashed", neighbours[0].ToString());
    }

    [Fact]
    public void Files_that_a_proposal_leaves_alone_are_those_of_the_research_branch()
    {
        var baseline = new Dictionary<string, string> { ["Train.cs"] = Base, ["More.cs"] = "class More;" };
        var verdict = NoveltyJudge.Judge(new NoveltyQuestion(Sources.Files(Base), baseline, [Baseline()], Baseline(), Direction.Lower));
        Assert.Contains("changes nothing", verdict.Problem);
    }

    private static NoveltyVerdict Judge(string source, IReadOnlyList<ExperimentRecord> records) =>
        NoveltyJudge.Judge(Question(source, records));

    private static NoveltyQuestion Question(string source, IReadOnlyList<ExperimentRecord> records) =>
        new(Sources.Files(source), Sources.Files(Base), records, records.Incumbent()!, Direction.Lower);

    private static (string Source, ExperimentRecord Record) Tried(
        int number,
        string source,
        ExperimentStatus status,
        params Research.Search.KnobChange[] knobs
    ) =>
        (
            source,
            Candidate(number, status.IsJudged() ? 2.01 : null, status, knobs: knobs) with
            {
                Code = NormalForm.Hash(Sources.Files(source)),
            }
        );
}
