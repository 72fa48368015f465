using System.Security.Cryptography;
using AutoResearch.Experiment;
using AutoResearch.Research.Program;
using AutoResearch.Research.Running;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>Whether a run begins or one that was cut off goes on.</summary>
internal static class RunStart
{
    /// <summary>The proposers as the command line names them, or else program.md; the built-in search where neither does.</summary>
    public static IReadOnlyList<string> Proposers(IReadOnlyList<string>? option, ResearchProgram program) =>
        option is { Count: > 0 } ? option
        : program.Proposers.Count > 0
            ? [.. program.Proposers.Select(proposer => FormattableString.Invariant($"{proposer.Name}={proposer.Share:0.####}"))]
        : ["search"];

    /// <param name="limits">As the command line gives them.</param>
    /// <param name="proposers">As the command line or program.md gives them.</param>
    /// <param name="fresh">Begin anew, whatever was left unfinished.</param>
    public static RunState Of(
        ResearchWorkspace workspace,
        RunStateFile file,
        RunLimits limits,
        IReadOnlyList<string> proposers,
        bool fresh,
        IExperimentObserver observer
    )
    {
        var last = file.Read();
        if (
            !fresh
            && last is { Ended: null }
            && last.Limits == limits
            && last.Proposers.SequenceEqual(proposers)
            && last.After <= workspace.Ledger.Records.Count
        )
        {
            observer.Notice(
                $"Going on with the run of {last.Started.LocalDateTime:yyyy-MM-dd HH:mm}, which was not finished; --fresh begins a new one."
            );
            // Proposers that were set aside get another chance: their human may have mended what was wrong.
            return last with { SetAside = new Dictionary<string, string>(), Streaks = new Dictionary<string, FailureStreak>() };
        }

        return new RunState
        {
            Started = DateTimeOffset.Now,
            After = workspace.Ledger.Records.Count,
            Limits = limits,
            Proposers = proposers,
            Seed = RandomNumberGenerator.GetInt32(int.MaxValue),
        };
    }
}
