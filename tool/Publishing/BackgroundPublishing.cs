using System.Collections.Concurrent;
using AutoResearch.Publishing.Texts;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing;

/// <summary>
/// Delivers while experiments run, on one thread with a repository of its own. An experiment that is to be published costs the loop
/// one small file; a server that hangs costs it nothing, and what is not delivered when the loop ends stays queued.
/// </summary>
internal sealed class BackgroundPublishing : IDisposable
{
    // How long the end of a run waits for a delivery under way, and then for its cancellation.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly string folder;
    private readonly PublishOptions? options;
    private readonly PublishOutbox outbox;
    private readonly Func<ResearchWorkspace, string?, IPublisher> publisher;
    private readonly BlockingCollection<PublishIntent> wanted = [];
    private readonly ConcurrentQueue<string> lines = new();
    private readonly CancellationTokenSource cancellation;
    private readonly Thread thread;

    private BackgroundPublishing(
        ResearchWorkspace workspace,
        PublishOptions? options,
        Func<ResearchWorkspace, string?, IPublisher> publisher,
        CancellationToken cancellation
    )
    {
        folder = workspace.Folder;
        outbox = new PublishOutbox(workspace.StateFolder);
        this.options = options;
        this.publisher = publisher;
        this.cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (var intent in outbox.All)
            wanted.Add(intent, CancellationToken.None);
        // Of low priority, and never in the way of the process's end.
        thread = new Thread(Work)
        {
            IsBackground = true,
            Name = "publishing",
            Priority = ThreadPriority.BelowNormal,
        };
    }

    /// <summary>Starts delivering what is queued; null where nothing is queued and nothing will be.</summary>
    /// <param name="options">For what is kept from now on; null to deliver only what is queued.</param>
    /// <exception cref="ResearchException">There is nobody to deliver to, or no token: better said now than after a night.</exception>
    public static BackgroundPublishing? Start(ResearchWorkspace workspace, PublishOptions? options, CancellationToken cancellation)
    {
        if (options is not null && !workspace.Repository.IsUnborn)
            PublisherFactory
                .Create(
                    workspace.Repository,
                    new TargetBranch(workspace.Repository).Find(options.Base, workspace.Repository.HeadCommit).Remote
                )
                .Dispose();
        return Start(workspace, options, (opened, remote) => PublisherFactory.Create(opened.Repository, remote), cancellation);
    }

    /// <param name="publisher">Finds who delivers to a remote.</param>
    internal static BackgroundPublishing? Start(
        ResearchWorkspace workspace,
        PublishOptions? options,
        Func<ResearchWorkspace, string?, IPublisher> publisher,
        CancellationToken cancellation
    )
    {
        var publishing = new BackgroundPublishing(workspace, options, publisher, cancellation);
        if (options is null && publishing.wanted.Count == 0)
        {
            publishing.Dispose();
            return null;
        }

        publishing.thread.Start();
        return publishing;
    }

    /// <summary>Queues an experiment that is over, if it was kept and publishing was asked for.</summary>
    public void Concluded(ExperimentRecord record)
    {
        if (options is not null && PublishChoice.IsKept(record))
            wanted.Add(outbox.Put(record.Number, options), CancellationToken.None);
    }

    /// <summary>Gives what is under way a little time, then leaves the rest queued.</summary>
    /// <returns>What a person should know of it.</returns>
    public IReadOnlyList<string> Finish() => Finish(Patience);

    internal IReadOnlyList<string> Finish(TimeSpan patience)
    {
        wanted.CompleteAdding();
        if (!thread.Join(patience))
        {
            cancellation.Cancel();
            thread.Join(Grace);
        }

        var left = outbox.All;
        if (left.Count > 0)
            lines.Enqueue(
                $"{(left.Count == 1 ? "A pull request is" : $"{left.Count} pull requests are")} not delivered yet "
                    + $"({string.Join(", ", left.Select(intent => $"{intent.Experiment:0000}"))}). "
                    + "The next run delivers them, or: dotnet autoresearch pr --retry"
            );
        return [.. lines];
    }

    public void Dispose()
    {
        // Objects that the thread may still use are not disposed of: they are small, and the process is about to end.
        if (!wanted.IsAddingCompleted)
            wanted.CompleteAdding();
        cancellation.Cancel();
    }

    private void Work()
    {
        try
        {
            foreach (var intent in wanted.GetConsumingEnumerable(cancellation.Token))
                Deliver(intent);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more.
        }
    }

    private void Deliver(PublishIntent intent)
    {
        try
        {
            using var workspace = ResearchWorkspace.Open(folder);
            foreach (var result in Publisher.Redeliver(workspace, intent, publisher, cancellation.Token))
                lines.Enqueue(DeliveryText.Line(result, asError: false));
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception exception)
        {
            // No failure here may end a run: the intent stays queued.
            lines.Enqueue(
                $"warning {(exception as ResearchException)?.Code ?? Codes.Unexpected}: Experiment {intent.Experiment:0000} could not be "
                    + $"published: {exception.Message}"
            );
        }
    }
}
