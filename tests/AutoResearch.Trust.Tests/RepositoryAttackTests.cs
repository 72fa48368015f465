using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Trust.Machine;

namespace AutoResearch.Trust;

/// <summary>Attacks on what surrounds Train.cs, each against each wall that is meant for it, with the walls before that one down.</summary>
[Collection(OneAtATime.Name)]
public sealed class RepositoryAttackTests(Laboratory laboratory)
{
    public static TheoryData<string, Wall> Attempts
    {
        get
        {
            var attempts = new TheoryData<string, Wall>();
            foreach (var attack in RepositoryAttack.All)
            {
                foreach (var stop in attack.Stops)
                    attempts.Add(attack.Name, stop.Wall);
            }

            return attempts;
        }
    }

    public static TheoryData<string> Rewarding => [.. RepositoryAttack.All.Where(attack => attack.IsKept).Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Is_stopped_by(string name, Wall wall)
    {
        var attack = RepositoryAttack.Named(name);
        var stop = attack.Stops.Single(stop => stop.Wall == wall);
        var (status, message) = Try(attack, wall);
        Assert.True(stop.Status == status, $"{status} instead of {stop.Status}: {message}");
        Assert.Contains(stop.Code, message, StringComparison.Ordinal);
        Assert.Contains(stop.Text, message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rewarding))]
    public void Without_walls_it_would_be_kept(string name)
    {
        var attack = RepositoryAttack.Named(name);
        var record = laboratory.Points.Attack(Walls.None, () => attack.Change(laboratory.Points));
        Assert.True(record.Status == ExperimentStatus.Kept, $"{record.Status.Name()}: {record.Reason}\n{record.Detail}");
    }

    // A refusal comes before there is an experiment.
    private (string Status, string Message) Try(RepositoryAttack attack, Wall wall)
    {
        try
        {
            var record = laboratory.Points.Attack(Walls.From(wall), () => attack.Change(laboratory.Points));
            return (Outcome.Of(record), record.Reason);
        }
        catch (ResearchException refusal)
        {
            return ("refused", $"{refusal.Code}: {refusal.Message}");
        }
    }
}
