using System.Security.Cryptography;
using AutoResearch.Training;

namespace AutoResearch.Loop;

/// <summary>
/// Scores saved weights in a process that never ran the training. Whatever a model knows beside its weights, and whatever
/// training left behind in its process, is not there.
/// </summary>
internal sealed class Reproduction(Workspace workspace, Launcher launcher)
{
    // The same weights, text and code on the same device: what differs is the order in which threads add up.
    private const double RoundingTolerance = 1e-5;

    /// <summary>Where the weights of an experiment lie: outside its reach once they are saved.</summary>
    public static string WeightsFile(Workspace workspace, int number) => Path.Combine(workspace.Cache, "weights", $"{number:0000}.dat");

    /// <summary>The score, the seconds that the process took to start, and the device it ran on.</summary>
    /// <exception cref="CandidateFailedException">It could not be scored.</exception>
    public (EvaluatedEvent Score, double StartupSeconds, string Device) Score(Built built, string weights)
    {
        var captured = built.Branched.Captured;
        using var session = launcher.Start(built, Allowance.For(captured.Program.Budget, null), _ => { }, weights);
        var started = session.Open(captured.Seeds[0], captured.Program.Budget, captured.Program.Device, train: false);
        session.Load(weights);
        var score = session.Evaluate(Split.Validation(workspace.Repository, built.Branched.Journal.Candidate));
        return (score, session.StartupSeconds, started.Device);
    }

    /// <summary>True when two scores of the same weights are the same but for rounding.</summary>
    public static bool Agree(double first, double second) => Math.Abs(first - second) <= RoundingTolerance * Math.Abs(first);

    /// <summary>SHA-256 of a file in lower-case hexadecimal digits.</summary>
    public static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
