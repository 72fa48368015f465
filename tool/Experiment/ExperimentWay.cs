using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// The way of one experiment:
/// <code>capture → branch → build → train → evaluate → decide → conclude</code>
/// Each stage takes the record that the one before it returned and returns a new one. A stage that finds a failure passes it on. What was
/// captured comes in (<see cref="Capture"/>). <see cref="Measuring"/> trains and evaluates on seed after seed until the keep rule has
/// decided, and makes a run again that a busy machine slowed; <see cref="Confirmation"/> scores once more what would be kept.
/// </summary>
internal sealed class ExperimentWay(
    ResearchWorkspace workspace,
    IExperimentObserver observer,
    ToolClock clock,
    CancellationToken cancellation
)
{
    // Outlives an experiment, so that the device is named once.
    private readonly DeviceNote deviceNote = new(observer);

    public Concluded Go(Captured captured)
    {
        observer.Begin(captured.Number, captured.Description, captured.Program.Budget);
        try
        {
            var launcher = new Launcher(workspace, TrainingThreads.For(captured, observer), cancellation);
            var training = new TrainingStage(workspace, launcher, deviceNote, observer);
            var unslowed = new UnslowedRun(training, new Evaluation(workspace, observer), observer);
            var measuring = new Measuring(workspace, unslowed, new IncumbentRunner(workspace, unslowed), observer);
            var confirmation = new Confirmation(workspace, new Reproduction(workspace, launcher), observer);

            observer.Enter(ExperimentPhase.Build);
            var branched = Branching.Create(workspace, captured);
            var built = Building.Build(workspace, branched.Candidate);
            // The two programs were compared while the build ran.
            Branching.RequireChange(branched);
            var measured = measuring.Measure(built);
            using var session = measured.Session;
            var confirmed = confirmation.Confirm(measured);
            observer.Enter(ExperimentPhase.Conclude);
            // The process of the last run, full of libtorch, takes a while to die: it does so while the ledger is written.
            session?.End();
            // The time since the last experiment; for the first one of a process, that of the tool's own start is in it.
            var decided = Decided.Of(branched, confirmed, clock.Take());
            var concluded = Conclusion.Conclude(workspace, branched.Journal, decided, observer);
            observer.End(concluded.Record);
            return concluded;
        }
        catch
        {
            // Not a result of the experiment but a fault around it: nothing is recorded, and nothing stays. Where the entry is in the
            // ledger already, the next command finishes the conclusion.
            if (JournalFile.Of(workspace).Read() is { } journal && !workspace.Ledger.Contains(journal.Number))
                Conclusion.Abandon(workspace, journal);
            throw;
        }
    }
}
