using AutoResearch.Research.Ledger;
using AutoResearch.Training;
using AutoResearch.Trust.Machine;

namespace AutoResearch.Trust;

/// <summary>Each cheat against each wall that its file names, with all others down.</summary>
[Collection(OneAtATime.Name)]
public sealed class CheatTests(Laboratory laboratory)
{
    public static TheoryData<string, Wall> Attempts
    {
        get
        {
            var attempts = new TheoryData<string, Wall>();
            foreach (var cheat in Cheat.All)
            {
                foreach (var stop in cheat.Stops)
                    attempts.Add(cheat.Name, stop.Wall);
            }

            return attempts;
        }
    }

    public static TheoryData<string> Names => [.. Cheat.All.Select(cheat => cheat.Name)];

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Is_stopped_by(string name, Wall wall)
    {
        var cheat = Cheat.Named(name);
        var stop = cheat.Stops.Single(stop => stop.Wall == wall);
        Assert.SkipWhen(wall == Wall.Process && !SandboxWorks, "bubblewrap does not work here");
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

    private static bool SandboxWorks => Sandbox.Find().Sandbox is not null;
}
