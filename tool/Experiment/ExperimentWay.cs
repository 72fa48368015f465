using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// The way of one experiment:
/// <code>capture → branch → build → train → evaluate → decide → conclude</code>
/// Each stage takes the record that the one before it returned and returns a new one. A stage that finds a failure passes it on.
/// Training and evaluation are repeated, on seed after seed, until the keep rule has decided; a run that a busy machine slowed is made
/// again.
/// </summary>
internal sealed class ExperimentWay(
    ResearchWorkspace workspace,
    IExperimentObserver observer,
    ToolClock clock,
    CancellationToken cancellation
)
{
    private readonly DeviceNote device = new(observer);

    public Concluded Go(Captured captured)
    {
        observer.Begin(captured.Number, captured.Description, captured.Program.Budget);
        try
        {
            var launcher = new Launcher(workspace, cancellation);
            var training = new TrainingStage(workspace, launcher, device, observer);
            var unslowed = new UnslowedRun(training, new Evaluation(workspace, observer), observer);
            var measuring = new Measuring(workspace, unslowed, new IncumbentRunner(workspace, unslowed), observer);
            var confirmation = new Confirmation(workspace, new Reproduction(workspace, launcher), observer);

            observer.Enter(ExperimentPhase.Build);
            var branched = Branching.Create(workspace, captured);
            var built = Building.Build(workspace, branched.Candidate);
            Branching.RequireChange(branched);
            var measured = measuring.Measure(built);
            using var session = measured.Session;
            var confirmed = confirmation.Confirm(measured);
            observer.Enter(ExperimentPhase.Conclude);
            // A process full of libtorch takes a while to die: it does so while the ledger is written.
            session?.End();
            // The first experiment of a process also pays for its start.
            var decided = Decided.Of(branched, confirmed, clock.Take());
            var concluded = Conclusion.Conclude(workspace, branched.Journal, decided, observer);
            observer.End(concluded.Record);
            return concluded;
        }
        catch
        {
            // Not a result of the experiment but a fault around it: nothing is recorded, and nothing stays.
            if (JournalFile.Of(workspace).Read() is { } journal && !workspace.Ledger.Contains(journal.Number))
                Conclusion.Abandon(workspace, journal);
            throw;
        }
    }
}
