using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Runs;

namespace AutoResearch.Reports.Live;

/// <summary>What one of several slots does, in the live view of its run.</summary>
internal sealed class LiveSlotObserver(LiveRunObserver run, int slot) : IRunObserver
{
    public void RunBegan(RunLimits limits, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        run.RunBegan(limits, accounts, records);

    public IRunObserver OfSlot(int other) => run.OfSlot(other);

    public void Proposing(int number, string proposer, int attempt) => run.Proposing(slot, number, proposer, attempt);

    public void Refused(string proposer, string problem) => run.Refused(slot, problem);

    public void Begin(int number, string description, TrainingBudget budget) => run.Begin(slot, number, description);

    public void Enter(ExperimentPhase phase) => run.Enter(slot, phase);

    public void Again(bool incumbent, int number, int? most) => run.Again(slot, incumbent, number, most);

    public void Step(StepEvent step) => run.Step(slot, step);

    public void Notice(string text) => run.Notice(FormattableString.Invariant($"slot {slot + 1}: {text}"));

    public void End(ExperimentRecord record) => run.End(slot);

    public void Judged(ExperimentRecord record, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        run.Judged(record, accounts, records);

    public void RunEnded(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        run.RunEnded(reason, accounts, records);
}
