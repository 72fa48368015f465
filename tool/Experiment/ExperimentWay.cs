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

    public Concluded Go(Captured captured) => Conclude(Judge(captured));

    /// <summary>All of the way but its end.</summary>
    public Decided Judge(Captured captured)
    {
        observer.Begin(captured.Number, captured.Description, captured.Program.Budget);
        try
        {
            var folders = new SlotFolders(workspace, captured.Slot);
            var launcher = new Launcher(workspace, folders, captured.Number, TrainingThreads.For(captured, observer), cancellation);
            var training = new TrainingStage(workspace, launcher, deviceNote, observer);
            var unslowed = new UnslowedRun(training, new Evaluation(workspace, observer), captured.IsBesideOthers, observer);
            var incumbent = new IncumbentRunner(workspace, folders, unslowed);
            var measuring = new Measuring(workspace, folders, captured.Ledger, unslowed, incumbent, observer);
            var confirmation = new Confirmation(workspace, folders, new Reproduction(workspace, launcher), observer);

            observer.Enter(ExperimentPhase.Build);
            var branched = Branching.Create(workspace, folders, captured);
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
            return Decided.Of(branched, confirmed, clock.Take());
        }
        catch (Exception exception)
        {
            // Not a result of the experiment but a fault around it: nothing is recorded, and nothing stays.
            if (JournalFile.Of(workspace, captured.Number).Read() is { } journal)
                Conclusion.Undo(workspace, journal, exception.Message);
            throw;
        }
    }

    /// <summary>
    /// The end of the way. One experiment at a time gets there, in the order of their numbers: where one before it is still on its way,
    /// it is put off until that one is concluded.
    /// </summary>
    /// <returns>Null where it is put off.</returns>
    public Concluded? TryConclude(Decided decided)
    {
        if (decided.Record.Number > workspace.Ledger.Next)
        {
            Conclusion.PutOff(workspace, decided.Branched.Journal, decided.Record, decided.HeldOut);
            observer.End(decided.Record);
            return null;
        }

        return Conclude(decided);
    }

    private Concluded Conclude(Decided decided)
    {
        try
        {
            var concluded = Conclusion.Conclude(workspace, decided.Branched.Journal, decided, observer);
            observer.End(concluded.Record);
            return concluded;
        }
        catch when (!workspace.Ledger.Contains(decided.Record.Number))
        {
            // Where the entry is in the ledger already, the next command finishes the conclusion.
            Conclusion.Abandon(workspace, decided.Branched.Journal);
            throw;
        }
    }
}
