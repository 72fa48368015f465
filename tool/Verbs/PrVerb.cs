using AutoResearch.Experiment;
using AutoResearch.Publishing;
using AutoResearch.Research.Publishing;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Publishes what was kept as pull requests.</summary>
internal sealed class PrVerb : IDisposable
{
    private readonly ResearchWorkspace workspace;
    private readonly Publisher publisher;

    private PrVerb(ResearchWorkspace workspace, PublishOptions options)
    {
        this.workspace = workspace;
        publisher = new Publisher(workspace, options);
    }

    /// <param name="options">How the pull requests are opened.</param>
    public static PrVerb Open(string folder, PublishOptions options, IExperimentObserver observer) =>
        new(Opening.Open(folder, observer), options);

    /// <summary>What would be published.</summary>
    /// <param name="number">The experiment; null for all that were kept, or the best of them.</param>
    public PublishPlan Plan(int? number, bool allKept) =>
        number is { } one ? publisher.One(one)
        : allKept ? publisher.AllKept()
        : publisher.Best();

    /// <summary>Publishes a plan.</summary>
    public IReadOnlyList<PublishResult> Deliver(PublishPlan plan, CancellationToken cancellation)
    {
        using var server = PublisherFactory.Create(workspace.Repository, plan.Target?.Remote);
        return publisher.Deliver(plan, server, cancellation);
    }

    /// <summary>Delivers what could not be delivered before.</summary>
    public IReadOnlyList<PublishResult> Retry(CancellationToken cancellation)
    {
        var results = new List<PublishResult>();
        foreach (var intent in new PublishOutbox(workspace.StateFolder).All)
        {
            // A pull request that another is stacked on was delivered with that one.
            if (!results.Exists(result => result.Experiment == intent.Experiment))
                results.AddRange(
                    Publisher
                        .Redeliver(workspace, intent, (opened, remote) => PublisherFactory.Create(opened.Repository, remote), cancellation)
                        .Where(IsNew)
                );
        }

        return results;

        bool IsNew(PublishResult result) => !results.Exists(known => known.Experiment == result.Experiment);
    }

    public void Dispose() => workspace.Dispose();
}
