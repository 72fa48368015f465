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
/// The loop that needs nobody: propose, experiment, account, until the limits are reached or nobody proposes any more. What it has done is
/// in the ledger and in <see cref="RunState"/>, so that it can be cut off at any instant and goes on where it was.
/// </summary>
internal sealed class ResearchRun(
    ResearchWorkspace workspace,
    ResearchLoop loop,
    ProposerPool pool,
    RunProgress progress,
    IRunObserver observer,
    CancellationToken cancellation
)
{
    private const string Interrupted = "it was interrupted";

    private readonly ProposalRound round = new(workspace, observer, cancellation);
    private bool costNoticed;

    /// <summary>Publishes what is kept; null where that is not asked for.</summary>
    public BackgroundPublishing? Publishing { get; init; }

    public RunOutcome Go()
    {
        var (incumbent, _) = loop.EnsureBaseline();
        observer.RunBegan(progress.State.Limits, progress.Accounts(), workspace.Ledger.Records);
        var backoff = new Backoff(cancellation);
        while (true)
        {
            RefreshProgram();
            if (cancellation.IsCancellationRequested)
                return End(Interrupted, isComplete: false);
            if (incumbent.Metric is null)
            {
                // The machine was too busy to measure the baseline.
                backoff.After(wentWrong: true);
                incumbent = cancellation.IsCancellationRequested ? incumbent : loop.EnsureBaseline().Record;
                continue;
            }

            if (progress.State.Limits.Reached(progress.Accounts(), incumbent.Metric, workspace.Program.Metric.Direction) is { } reached)
                return End(reached, isComplete: true);
            if (pool.Next(progress) is not { } proposer)
            {
                observer.Notice(
                    $"error {Codes.NobodyProposes}: Every proposer was set aside. Mend what each was set aside for and run the same "
                        + $"command again, or add --proposer search, which needs nothing."
                );
                return End("nobody proposes any more", isComplete: false);
            }

            if (Ask(proposer, incumbent) is { } proposed)
            {
                var concluded = loop.Step(proposed.Proposal!, proposed.Proposal!.Origin(proposed.Cost));
                progress.Save();
                Publishing?.Concluded(concluded.Record);
                observer.Judged(concluded.Record, progress.Accounts(), workspace.Ledger.Records);
                NoticeUnknownCost();
                // A machine that is too busy to judge anything gets time to become quiet.
                backoff.After(concluded.Record.Status == ExperimentStatus.Interrupted);
            }
            else
            {
                backoff.After(ProposerPool.HasToWait(progress));
            }

            incumbent = cancellation.IsCancellationRequested ? incumbent : loop.EnsureBaseline().Record;
        }
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

    private RoundResult? Ask(IProposer proposer, ExperimentRecord incumbent)
    {
        progress.Chose(proposer.Name);
        RoundResult result;
        try
        {
            result = round.Ask(proposer, incumbent, progress.RoundSeed);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
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
            observer.Refused(proposer.Name, problem.Message);
        return null;
    }

    private RunOutcome End(string reason, bool isComplete)
    {
        progress.End(isComplete ? reason : null);
        var accounts = progress.Accounts();
        observer.RunEnded(reason, accounts, workspace.Ledger.Records);
        return new RunOutcome(reason, isComplete, accounts);
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
}
