using System.Runtime.ExceptionServices;
using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Publishing;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Research.Running;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Reason">As the rest of a sentence.</param>
/// <param name="IsComplete">Its limits were reached: nothing is left to go on with.</param>
internal sealed record RunOutcome(string Reason, bool IsComplete, RunAccounts Accounts);

/// <summary>
/// The loop that needs nobody: propose, experiment, account, until the limits are reached or nobody proposes any more. Each slot goes
/// through it on a thread of its own; what they share is used by the one that holds the baton. What the run has done is in the ledger, in
/// the journals and in <see cref="RunState"/>, so that it can be cut off at any instant and goes on where it was.
/// </summary>
/// <param name="stop">Cancelled when somebody interrupts the run, and when a slot fails: then the others have to end, too.</param>
internal sealed class ResearchRun(
    ResearchWorkspace workspace,
    IReadOnlyList<RunSlot> slots,
    RunProgress progress,
    IRunObserver observer,
    CancellationTokenSource stop
)
{
    private const string Interrupted = "it was interrupted";

    private readonly OvertakenChanges overtaken = new(workspace, observer);
    private (string Reason, bool IsComplete)? ended;
    private ExceptionDispatchInfo? failed;
    private bool costNoticed;

    // How many slots look for a change to try.
    private int asking;

    // How many experiments are on their way; those that wait for an earlier one are not among them.
    private int running;

    // A slot measures a new baseline: nothing else runs meanwhile, and nothing begins.
    private bool alone;

    private int changes;

    /// <summary>Publishes what is kept; null where that is not asked for.</summary>
    public BackgroundPublishing? Publishing { get; init; }

    private CancellationToken Stopped => stop.Token;

    // How many experiments will be in the ledger without any other that begins.
    private int Open => asking + running + Waiting;

    private int Waiting => JournalFile.All(workspace).Count(journal => journal.Row is not null);

    public RunOutcome Go()
    {
        workspace.Baton.Hold(() =>
        {
            slots[0].Loop.EnsureBaseline();
            observer.RunBegan(progress.State.Limits, progress.Accounts(), workspace.Ledger.Records);
            foreach (var better in Takeover.LeftBy(progress.Experiments))
                overtaken.Note(better);
        });
        using var woken = Stopped.Register(() => _ = Task.Run(() => workspace.Baton.Hold(Changed)));
        var threads = slots
            .Skip(1)
            .Select(slot => new Thread(() => Work(slot)) { Name = $"AutoResearch slot {slot.Folders.Slot}" })
            .ToList();
        threads.ForEach(thread => thread.Start());
        Work(slots[0]);
        threads.ForEach(thread => thread.Join());
        failed?.Throw();
        progress.End(ended!.Value.IsComplete ? ended.Value.Reason : null);
        var accounts = progress.Accounts();
        observer.RunEnded(ended.Value.Reason, accounts, workspace.Ledger.Records);
        return new RunOutcome(ended.Value.Reason, ended.Value.IsComplete, accounts);
    }

    private void Work(RunSlot slot)
    {
        try
        {
            workspace.Baton.Hold(() => Experiment(slot));
        }
        catch (OperationCanceledException) when (Stopped.IsCancellationRequested)
        {
            workspace.Baton.Hold(() => End(Interrupted, isComplete: false));
        }
        catch (Exception exception)
        {
            failed ??= ExceptionDispatchInfo.Capture(exception);
            stop.Cancel();
        }
    }

    // One experiment after another, until the run is over.
    private void Experiment(RunSlot slot)
    {
        var backoff = new Backoff(workspace.Baton, Stopped);
        while (Prepare(slot) is { } incumbent)
        {
            if (incumbent.Metric is null)
            {
                // The machine was too busy to measure the baseline.
                backoff.After(wentWrong: true);
                continue;
            }

            asking++;
            var next = Next(slot, incumbent);
            asking--;
            if (next is not null)
            {
                var status = Take(slot, next);
                // A machine that is too busy to judge anything gets time to become quiet.
                backoff.After(status == ExperimentStatus.Interrupted);
            }
            else
            {
                Changed();
                backoff.After(ended is null && ProposerPool.HasToWait(progress));
            }
        }
    }

    // The incumbent to beat once this slot may begin an experiment; null when the run is over.
    private ExperimentRecord? Prepare(RunSlot slot)
    {
        while (ended is null)
        {
            RefreshProgram();
            if (Stopped.IsCancellationRequested)
            {
                End(Interrupted, isComplete: false);
                break;
            }

            var incumbent = Incumbent(slot);
            if (incumbent.Metric is null || ended is not null || Stopped.IsCancellationRequested)
                return ended is null ? incumbent : null;
            var accounts = progress.Accounts();
            if (Reached(accounts, incumbent) is { } reached)
            {
                End(reached, isComplete: true);
                break;
            }

            // What is under way may reach a limit: then it is waited for.
            if (Reached(accounts with { Experiments = accounts.Experiments + Open }, incumbent) is null)
                return incumbent;
            WaitForChange();
        }

        return null;
    }

    private string? Reached(RunAccounts accounts, ExperimentRecord incumbent) =>
        progress.State.Limits.Reached(accounts, incumbent.Metric, workspace.Program.Metric.Direction);

    // What candidates are compared with now. Where that has to be measured first, it is while nothing else runs.
    private ExperimentRecord Incumbent(RunSlot slot)
    {
        workspace.Baton.Until(() => !alone);
        return slot.Loop.Current() ?? Alone(() => slot.Loop.EnsureBaseline().Record);
    }

    private ExperimentRecord Alone(Func<ExperimentRecord> measure)
    {
        workspace.Baton.Until(() => !alone);
        alone = true;
        try
        {
            workspace.Baton.Until(() => running == 0);
            Stopped.ThrowIfCancellationRequested();
            return measure();
        }
        finally
        {
            alone = false;
            Changed();
        }
    }

    // What this slot tries next: a change that was overtaken, or a new one. Null where there is none this time.
    private NextChange? Next(RunSlot slot, ExperimentRecord incumbent)
    {
        if (overtaken.Next(incumbent) is { } again)
            return new NextChange(again, again.Origin(ProposalCost.None), workspace.Repository.HeadCommit);
        if (slot.Pool.Next(progress) is not { } proposer)
        {
            if (running + Waiting > 0)
            {
                // What is under way may be overtaken, and be tried again.
                WaitForChange();
                return null;
            }

            if (ended is null)
                observer.Notice(
                    $"error {Codes.NobodyProposes}: Every proposer was set aside. Mend what each was set aside for and run the same "
                        + $"command again, or add --proposer search, which needs nothing."
                );
            End("nobody proposes any more", isComplete: false);
            return null;
        }

        return Ask(slot, proposer, incumbent) is { Proposal: { } proposal } proposed
            ? new NextChange(proposal, proposal.Origin(proposed.Cost), proposed.Head)
            : null;
    }

    // Takes a change through an experiment. Returns what became of it; null where it waits for an experiment before it.
    private ExperimentStatus? Take(RunSlot slot, NextChange next)
    {
        for (var attempt = 1; ; attempt++)
        {
            var incumbent = Incumbent(slot);
            if (incumbent.Metric is null)
                return ExperimentStatus.Interrupted;
            // From here to its commit nothing is waited for, so the branch stays where it is.
            if (Takeover.Of(workspace, next.Proposal, next.Head) is not { Files.Count: > 0 } proposal)
            {
                slot.Observer.Refused(next.Origin.Proposer, "What was kept meanwhile changes the same lines.");
                return null;
            }

            try
            {
                var decided = Judge(slot, proposal, next.Origin, incumbent);
                return Account(slot.Loop.Conclude(decided), decided.Record.Number);
            }
            catch (DeviceChangedException change) when (attempt == 1)
            {
                // It has a row where others began after it.
                Account(slot.Loop.Conclude(), null);
                Alone(() => slot.Loop.BaselineOnOtherDevice(change));
            }
        }
    }

    private Decided Judge(RunSlot slot, Proposal proposal, Origin origin, ExperimentRecord incumbent)
    {
        running++;
        try
        {
            return slot.Loop.Judge(proposal, origin, incumbent);
        }
        finally
        {
            running--;
            Changed();
        }
    }

    // Accounts for what is in the ledger now. Returns what became of one of them.
    private ExperimentStatus? Account(IEnumerable<Concluded> concluded, int? number)
    {
        ExperimentStatus? status = null;
        foreach (var record in concluded.Select(one => one.Record))
        {
            progress.Save();
            Publishing?.Concluded(record);
            observer.Judged(record, progress.Accounts(), workspace.Ledger.Records);
            NoticeUnknownCost();
            overtaken.Note(record);
            if (record.Number == number)
                status = record.Status;
        }

        Changed();
        return status;
    }

    private RoundResult? Ask(RunSlot slot, IProposer proposer, ExperimentRecord incumbent)
    {
        progress.Chose(proposer.Name);
        RoundResult result;
        try
        {
            var round = new ProposalRound(workspace, slot.Folders, slot.Observer, Stopped);
            result = round.Ask(proposer, incumbent, progress.RoundSeed, overtaken.ReturnedTo(proposer.Name));
        }
        catch (OperationCanceledException) when (Stopped.IsCancellationRequested)
        {
            // Nothing was run yet: there is nothing to record.
            return null;
        }

        if (result.Problem is not { } problem)
        {
            progress.Proposed(proposer.Name);
            return result;
        }

        if (progress.Failed(proposer.Name, problem, result.Cost) is { } setAside)
            observer.Notice($"{proposer.Name} is set aside: {setAside}");
        else
            slot.Observer.Refused(proposer.Name, problem.Message);
        return null;
    }

    // Warns once when nobody tells what a proposer costs: a limit that nothing counts towards would never be reached.
    private void NoticeUnknownCost()
    {
        if (
            costNoticed
            || progress.State.Limits.Dollars is null
            || progress.Accounts().Proposers.FirstOrDefault(account => account.Cost is { Tokens: > 0, Dollars: null }) is not { } silent
        )
            return;
        observer.Notice(
            $"warning {Codes.CostUnknown}: Nobody tells what {silent.Name} costs, so --cost does not limit it. Say what its tokens cost "
                + $"(--price-in and --price-out, in dollars for a million), or use --tokens."
        );
        costNoticed = true;
    }

    private void End(string reason, bool isComplete)
    {
        ended ??= (reason, isComplete);
        Changed();
    }

    private void Changed()
    {
        changes++;
        workspace.Baton.Changed();
    }

    private void WaitForChange()
    {
        var seen = changes;
        workspace.Baton.Until(() => changes != seen);
    }

    // The human steers with program.md while the run goes on. If it cannot be read, that is said once, and the last readable version stays
    // in force.
    private void RefreshProgram()
    {
        if (workspace.TryRefreshProgram() is { } problem)
            observer.Notice(
                $"error {problem.Code}: {problem.Message} Until it is mended, the run goes on with {ResearchProgram.FileName} as it was."
            );
    }

    // A change to try, and the commit that it was made for.
    private sealed record NextChange(Proposal Proposal, Origin Origin, string Head);
}
