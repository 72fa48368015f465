using AutoResearch.Experiment;
using AutoResearch.Publishing;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Runs;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What a step gave.</summary>
/// <param name="ResearchBranch">The branch that it was compared with.</param>
/// <param name="Merged">That branch holds it now.</param>
internal sealed record Stepped(ExperimentRecord Record, string ResearchBranch, bool Merged, ExperimentDocument Document);

/// <summary>Takes the change in the working tree through one experiment.</summary>
internal static class StepVerb
{
    /// <param name="message">The idea in one line.</param>
    /// <param name="change">What is written into the working tree first; taken back when the experiment cannot be made.</param>
    /// <param name="sandbox">What --sandbox was given; null when it was not.</param>
    /// <param name="clock">Has been running since the step was asked for.</param>
    public static Stepped Run(
        string folder,
        string? message,
        SourceChange? change,
        string? sandbox,
        IExperimentObserver observer,
        ToolClock clock,
        CancellationToken cancellation
    )
    {
        var policy = SandboxPolicy.Parse(sandbox, observer);
        using var workspace = Opening.Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var loop = new ResearchLoop(workspace, observer, clock, policy, cancellation);
        var concluded = change is null ? loop.Step(message) : Editing.With(workspace, change, () => loop.Step(message));
        var record = concluded.Record;
        return new Stepped(
            record,
            workspace.Repository.Branch,
            concluded.Merged,
            ExperimentDocuments.Of(record, record.Seconds.Total + clock.Elapsed, concluded.Merged, workspace.Program.Metric.Direction)
        );
    }

    /// <summary>The publishing that runs beside the step; null where nothing is to be published.</summary>
    public static BackgroundPublishing? Publishing(string folder, PublishOptions? options, CancellationToken cancellation)
    {
        if (options is null)
            return null;
        using var workspace = ResearchWorkspace.Open(folder);
        return BackgroundPublishing.Start(workspace, options, cancellation);
    }
}
