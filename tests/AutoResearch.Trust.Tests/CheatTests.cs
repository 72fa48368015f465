using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;
using AutoResearch.Trust.Machine;

namespace AutoResearch.Trust;

// The Runtime has one, too.
using Failure = AutoResearch.Experiment.Failure;

/// <summary>Each cheat against each wall that its file names, with all others down.</summary>
[Collection(OneAtATime.Name)]
public sealed class CheatTests(Laboratory laboratory)
{
    // Of several kinds: a place in the file and none, a symbol and a construct, of the candidate and of what it did to the locked file.
    private static readonly string[] BuiltForReal =
    [
        "file-read",
        "answers-as-text",
        "partial-program",
        "global-alias",
        "suppress-in-assembly",
        "module-initializer",
    ];

    public static TheoryData<string, Wall> RunAttempts => Cells(cheat => cheat.Stops.Where(stop => !IsOfSource(stop.Wall)));

    public static TheoryData<string, Wall> SourceAttempts => Cells(cheat => cheat.Stops.Where(stop => IsOfSource(stop.Wall)));

    public static TheoryData<string, Wall> BuiltAttempts =>
        Cells(cheat => BuiltForReal.Contains(cheat.Name) ? cheat.Stops.Where(stop => IsOfSource(stop.Wall)) : []);

    public static TheoryData<string> Names => [.. Cheat.All.Select(cheat => cheat.Name)];

    [Theory]
    [MemberData(nameof(SourceAttempts))]
    public async Task Is_stopped_by_what_reads_it(string name, Wall wall)
    {
        var stop = Cheat.Named(name).Stops.Single(stop => stop.Wall == wall);
        var failure = await Read(name, wall);
        Assert.True(failure is not null, "Nothing was found.");
        Assert.Equal(stop.Status, failure.Status.Name());
        Assert.Contains(stop.Code, failure.Reason, StringComparison.Ordinal);
        Assert.Contains(stop.Text, failure.Reason, StringComparison.Ordinal);
    }

    /// <summary>What is read in memory stands for the build: both give the same reason.</summary>
    [Theory]
    [MemberData(nameof(BuiltAttempts))]
    public async Task Is_stopped_by_the_build_with_the_same_words(string name, Wall wall)
    {
        var cheat = Cheat.Named(name);
        var record = laboratory.Project(cheat.Project).Try(cheat.Source, Walls.Only(wall));
        Assert.Equal((await Read(name, wall))?.Reason, record.Reason);
    }

    [Theory]
    [MemberData(nameof(RunAttempts))]
    public void Is_stopped_by(string name, Wall wall)
    {
        var cheat = Cheat.Named(name);
        var stop = cheat.Stops.Single(stop => stop.Wall == wall);
        var sandbox = Sandbox.Find();
        Assert.SkipWhen(wall == Wall.Process && sandbox.Sandbox is null, Installable.Sandbox(sandbox.Problem, sandbox.Remedy));
        // Beyond the evaluator, only one that believes everything lets a cheat through to the next wall.
        var project = laboratory.Project(cheat.Project == "letters" && wall > Wall.Evaluator ? "credulous" : cheat.Project);

        var record = project.Try(cheat.Source, Walls.Only(wall));

        Assert.True(
            stop.Status == Outcome.Of(record),
            $"{record.Status.Name()} instead of {stop.Status}: {record.Reason}\n{record.Detail}"
        );
        Assert.Contains(stop.Code, record.Reason, StringComparison.Ordinal);
        Assert.Contains(stop.Text, record.Reason, StringComparison.Ordinal);
    }

    /// <summary>What no wall has to stop is no cheat, and a file that does not run proves nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Without_walls_it_would_be_kept(string name)
    {
        var cheat = Cheat.Named(name);
        var record = laboratory.Project(cheat.Project == "letters" ? "credulous" : cheat.Project).Try(cheat.Source, Walls.None);
        Assert.True(record.Status == ExperimentStatus.Kept, $"{record.Status.Name()}: {record.Reason}\n{record.Detail}");
    }

    private async Task<Failure?> Read(string name, Wall wall)
    {
        var cheat = Cheat.Named(name);
        var build = laboratory.InMemory(cheat.Project);
        return wall == Wall.Analyzer ? await build.Analyze(cheat.Source) : build.Check(cheat.Source);
    }

    private static bool IsOfSource(Wall wall) => wall is Wall.Analyzer or Wall.Compiled;

    private static TheoryData<string, Wall> Cells(Func<Cheat, IEnumerable<Stop>> stops)
    {
        var cells = new TheoryData<string, Wall>();
        foreach (var cheat in Cheat.All)
        {
            foreach (var stop in stops(cheat))
                cells.Add(cheat.Name, stop.Wall);
        }

        return cells;
    }
}
