using System.Globalization;
using AutoResearch.Publishing.Texts;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing;

/// <summary>
/// Stage 8: publishes what is kept as pull requests. Planning reads the repository and makes commits that nothing refers to; delivering
/// hands them over, each under a ref of its own, and remembers what was delivered.
/// </summary>
internal sealed class Publisher
{
    private readonly ResearchWorkspace workspace;
    private readonly PublishOptions options;
    private readonly CommittedPrograms programs;
    private readonly IReadOnlyList<ExperimentRecord> records;
    private readonly PublishTarget? target;
    private readonly ResearchException? noTarget;
    private readonly CleanBranches? branches;

    /// <param name="options">How the pull requests are to be, and into which branch.</param>
    /// <exception cref="ResearchException">There is no experiment in the ledger.</exception>
    public Publisher(ResearchWorkspace workspace, PublishOptions options)
    {
        this.workspace = workspace;
        this.options = options;
        programs = new CommittedPrograms(workspace);
        records = workspace.Ledger.Records;
        if (records.Count == 0)
            throw NothingKept();
        try
        {
            target = new TargetBranch(workspace.Repository).Find(options.Base, records[0].Commit);
            branches = new CleanBranches(workspace.Repository, target, [.. PublishChoice.AllKept(records).Where(Exists).Select(Change)]);
        }
        catch (ResearchException exception) when (exception.Code == Codes.NoTarget)
        {
            noTarget = exception;
        }
    }

    /// <summary>One experiment, after those that it is stacked on.</summary>
    /// <exception cref="ResearchException">There is no such experiment, or it was not kept.</exception>
    public PublishPlan One(int number) => Plan([Checked(number)]);

    /// <summary>Every kept experiment; those that the target has already come with that as their problem.</summary>
    /// <exception cref="ResearchException">None was kept.</exception>
    public PublishPlan AllKept() => Plan(PublishChoice.AllKept(records) is { Count: > 0 } kept ? kept : throw NothingKept());

    /// <summary>The one with the best score of those that compare.</summary>
    /// <exception cref="ResearchException">None was kept.</exception>
    public PublishPlan Best() => Plan([PublishChoice.Best(records, programs.Now().Metric.Direction) ?? throw NothingKept()]);

    /// <summary>Delivers what a plan holds, one at a time.</summary>
    /// <exception cref="ResearchException">The repository has no remote.</exception>
    public IReadOnlyList<PublishResult> Deliver(PublishPlan plan, IPublisher publisher, CancellationToken cancellation) =>
        new Delivery(new PublishOutbox(workspace.StateFolder), branches!, publisher, TimeProvider.System, cancellation).Deliver(
            plan.Requests
        );

    /// <summary>Delivers what was queued. What the target has by now, or what no longer applies, is taken off the queue.</summary>
    /// <param name="find">Finds who delivers to a remote.</param>
    /// <returns>What became of it and of those below it.</returns>
    public static IReadOnlyList<PublishResult> Redeliver(
        ResearchWorkspace workspace,
        PublishIntent intent,
        Func<ResearchWorkspace, string?, IPublisher> find,
        CancellationToken cancellation
    )
    {
        var publishing = new Publisher(workspace, intent.Options);
        PublishPlan plan;
        try
        {
            plan = publishing.One(intent.Experiment);
        }
        catch (ResearchException exception)
        {
            // The ledger was taken back since.
            new PublishOutbox(workspace.StateFolder).Remove(intent.Experiment);
            return [new PublishResult(intent.Experiment, PublishOutcome.Refused, null, null, exception)];
        }

        if (plan.Drafts.FirstOrDefault(draft => draft.Record.Number == intent.Experiment)?.Problem is { } problem)
        {
            var isMerged = problem.Code == Codes.AlreadyInBase;
            if (isMerged || problem.Code == Codes.DoesNotApply)
                new PublishOutbox(workspace.StateFolder).Remove(intent.Experiment);
            return isMerged
                ? []
                :
                [
                    new PublishResult(
                        intent.Experiment,
                        problem.Code == Codes.DoesNotApply ? PublishOutcome.Refused : PublishOutcome.Queued,
                        null,
                        null,
                        problem
                    ),
                ];
        }

        var publisher = find(workspace, plan.Target!.Remote);
        using var disposed = publisher as IDisposable;
        return publishing.Deliver(plan, publisher, cancellation);
    }

    private ExperimentRecord Checked(int number)
    {
        var record = Restoring.Record(workspace, number);
        if (PublishChoice.IsKept(record))
            return record;
        var reason = record.IsBaseline
            ? "is a measurement of the research branch itself: it changes nothing"
            : $"was not kept ({record.Status.Name()})";
        throw new ResearchException(
            Codes.NotPublishable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Experiment {number:0000} {reason}, so there is nothing to publish. "
                    + $"'dotnet autoresearch log --status kept' lists what was kept."
            )
        );
    }

    private PublishPlan Plan(IReadOnlyList<ExperimentRecord> chosen)
    {
        var drafts = new Dictionary<int, PublishDraft>();
        foreach (var record in chosen)
            Add(drafts, record);
        return new PublishPlan(target, options, [.. drafts.Values.OrderBy(draft => draft.Record.Number)]);
    }

    // What is below in a stack is always an earlier experiment, so the order of numbers is the order of delivery.
    private void Add(Dictionary<int, PublishDraft> drafts, ExperimentRecord record)
    {
        while (!drafts.ContainsKey(record.Number))
        {
            var draft = Draft(record);
            drafts.Add(record.Number, draft);
            if (draft.Branch?.BaseExperiment is not { } below)
                return;
            record = records[below - 1];
        }
    }

    private PublishDraft Draft(ExperimentRecord record)
    {
        var (branch, problem) = Branch(record);
        var commits = workspace.Repository.Commits;
        var (files, added, removed) = branch is null
            ? commits.DiffSize(record.Parent, record.Commit)
            : (branch.Files, branch.Insertions, branch.Deletions);
        var baseLock =
            branch is not null && commits.ReadText(branch.BaseCommit, LockFile.FileName) is { } text
                ? ResearchWorkspace.LockId(text)
                : null;
        var facts = new BodyFacts(
            records,
            record,
            Direction(record),
            new ChangeSize(files, added, removed),
            HeldOut(record),
            branch,
            baseLock
        );
        var patch = branch is null ? commits.Diff(record.Parent, record.Commit) : commits.Diff(branch.BaseCommit, branch.Commit);
        return new PublishDraft(
            record,
            facts.Marker,
            PullRequestTexts.Title(record),
            PullRequestBody.Render(facts),
            Message(record),
            patch,
            branch,
            problem
        );
    }

    private (PublishedBranch? Branch, ResearchException? Problem) Branch(ExperimentRecord record)
    {
        if (branches is null)
            return (null, noTarget);
        try
        {
            // Throws where the commit is not in this repository, and says where it can be had.
            _ = Restoring.Find(workspace, record.Number);
            return (branches.Find(record.Number), null);
        }
        catch (ResearchException exception)
        {
            return (null, exception);
        }
    }

    private HeldOutVerdict HeldOut(ExperimentRecord record)
    {
        var scores = workspace.Ledger.HeldOut;
        if (!scores.ContainsKey(record.Number))
            return HeldOutVerdict.None;
        var incumbent = records.Take(record.Number - 1).ToList().Incumbent();
        return incumbent is not null && scores.ContainsKey(incumbent.Number) ? HeldOutVerdict.Confirmed : HeldOutVerdict.Scored;
    }

    private KeptChange Change(ExperimentRecord record) =>
        new(
            record.Number,
            record.Commit,
            ExperimentRefs.PublishedName(record.Number, Slug.Of(record.Description)),
            // By the rules that held when it was made, not by those that it brought along.
            programs.Of(record.Parent).Editable,
            Message(record),
            record.Time
        );

    private string Message(ExperimentRecord record) =>
        PullRequestTexts.CommitMessage(record, Direction(record), LedgerIdentity.Of(records));

    private Direction Direction(ExperimentRecord record) =>
        Exists(record) ? programs.Of(record.Parent).Metric.Direction : programs.Now().Metric.Direction;

    private bool Exists(ExperimentRecord record) =>
        workspace.Repository.Commits.Exists(record.Commit) && workspace.Repository.Commits.Exists(record.Parent);

    private static ResearchException NothingKept() =>
        new(
            Codes.NothingKept,
            "No experiment was kept yet, so there is nothing to publish. 'dotnet autoresearch log' shows what was tried."
        );
}
