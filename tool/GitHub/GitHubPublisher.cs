using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using Octokit;

namespace AutoResearch.GitHub;

/// <summary>
/// Delivers to GitHub. Every try begins by looking at what is there, so that one that was cut off in the middle is completed and not
/// repeated. What passes by itself is tried again a few times; what takes longer is returned as queued.
/// </summary>
internal sealed class GitHubPublisher : IPublisher, IDisposable
{
    private const int MostTries = 3;
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(10);

    private readonly RemoteAddress remote;
    private readonly AccessToken token;
    private readonly TimeProvider clock;
    private readonly TroubleReader troubles;
    private readonly PullRequests pulls;
    private readonly BranchPush push;

    /// <param name="folder">The repository on this machine.</param>
    /// <param name="clock">What waiting and rate limits are measured by.</param>
    public GitHubPublisher(string folder, RemoteAddress remote, GitHubServer server, AccessToken token, TimeProvider clock)
    {
        this.remote = remote;
        this.token = token;
        this.clock = clock;
        troubles = new TroubleReader(server, remote, token, clock);
        pulls = new PullRequests(server, remote, token);
        push = new BranchPush(folder, remote.IsSsh ? null : token.Reveal(), TimeSpan.FromSeconds(60));
    }

    public PublishResult Publish(PublishRequest request, CancellationToken cancellation)
    {
        pulls.Cancellation = cancellation;
        for (var tried = 1; ; tried++)
        {
            var (result, trouble) = Try(request, cancellation);
            if (trouble is null)
                return result!;
            if (trouble.IsForGood)
                throw trouble.Why;
            if (trouble.Wait is not { } wait || wait > MostWaiting || tried == MostTries)
            {
                // The usual pause is for the tries of one call; only a server that named a time is left alone until then.
                var notBefore = trouble.Wait > Trouble.UsualPause ? clock.GetUtcNow() + trouble.Wait : null;
                return new PublishResult(request.Experiment, PublishOutcome.Queued, null, null, trouble.Why) { NotBefore = notBefore };
            }

            Task.Delay(wait * tried, clock, cancellation).GetAwaiter().GetResult();
        }
    }

    public void Dispose() => pulls.Dispose();

    private (PublishResult? Result, Trouble? Trouble) Try(PublishRequest request, CancellationToken cancellation)
    {
        try
        {
            return Deliver(request, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && troubles.Read(exception) is { } trouble)
        {
            return (null, trouble);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private (PublishResult? Result, Trouble? Trouble) Deliver(PublishRequest request, CancellationToken cancellation)
    {
        var branch = request.Branch;
        var found = pulls.Find(branch.Name, request.Marker);
        if (found is not null && Owner(found, request) is { } stranger)
            return (null, stranger);
        if (found is { State.Value: ItemState.Closed })
            return found.MergedAt is not null ? (Result(request, found, PublishOutcome.Unchanged), null) : (null, Closed(found));
        // A pull request whose branch was renamed on the server keeps that branch, and only its texts are brought up to date.
        var (pushed, trouble) = found is not null && found.Head.Ref != branch.Name ? (false, null) : Push(request, cancellation);
        if (trouble is not null)
            return (null, trouble);
        var opened = found is null;
        found ??= Create(request, ref opened);
        var updated = !opened && pulls.Update(found, request);
        updated |= pulls.Label(found, request.Options.Labels);
        try
        {
            updated |= pulls.AskFor(found, request.Options.Reviewers);
        }
        catch (ApiValidationException exception)
        {
            return (
                null,
                Trouble.ForGood(
                    Codes.ReviewerRefused,
                    $"{found.HtmlUrl} is open, but not everybody can be asked for a "
                        + $"review{Refusals.Said(UntrustedText.Clean(exception.ApiError?.Message ?? ""))}: "
                        + "a reviewer has to be a collaborator, or a team with access, and not the "
                        + "author. Run the command again with other names."
                )
            );
        }

        return (
            Result(
                request,
                found,
                opened ? PublishOutcome.Opened
                    : updated || pushed ? PublishOutcome.Updated
                    : PublishOutcome.Unchanged
            ),
            null
        );
    }

    private PullRequest Create(PublishRequest request, ref bool opened)
    {
        try
        {
            return pulls.Create(request);
        }
        catch (ApiValidationException exception)
            when (Refusals.SaysThatItExists(exception)
                && pulls.Find(request.Branch.Name, request.Marker) is { State.Value: ItemState.Open } there
            )
        {
            opened = false;
            return there;
        }
    }

    // Looks first, then replaces exactly what was seen: commits of others on the branch are never lost.
    private (bool Pushed, Trouble? Trouble) Push(PublishRequest request, CancellationToken cancellation)
    {
        var branch = request.Branch;
        if (!branch.Name.StartsWith(ExperimentRefs.PublishedPrefix, StringComparison.Ordinal))
            throw new InvalidOperationException($"{branch.Name} is none of the tool's own branches");
        var (looked, tips) = push.Tips(request.Remote, [branch.Name, branch.BaseName], cancellation);
        if (looked.Outcome != PushOutcome.Done)
            return (false, Failed(looked));
        if (!tips.ContainsKey(branch.BaseName))
            return (false, Trouble.Mendable(Codes.BaseGone, Refusals.BaseGone($"{remote.Owner}/{remote.Name} on {remote.Host}")));
        var there = tips.GetValueOrDefault(branch.Name);
        if (there == branch.Commit)
            return (false, null);
        if (there is not null && there != branch.Replaces && !request.Offered.Contains(there))
        {
            return (
                false,
                Trouble.ForGood(
                    Codes.BranchTaken,
                    $"{branch.Name} on {remote.Host} has the commit {there[..12]}, which this repository did not publish: it is not "
                        + $"overwritten. If somebody added to the "
                        + $"branch, merge the pull request there; if it is a leftover, delete it (git push {request.Remote} "
                        + $":{branch.Name}) and run the command again."
                )
            );
        }

        var pushed = push.Push(request.Remote, request.Reference, branch.Name, there, cancellation);
        return pushed.Outcome == PushOutcome.Done ? (true, null) : (false, Failed(pushed));

        Trouble Failed(PushResult result) => PushTroubles.Read(result, remote, branch.Name, remote.IsSsh ? null : token);
    }

    // A branch of the same name may belong to another research on the same repository.
    private static Trouble? Owner(PullRequest found, PublishRequest request)
    {
        const string marker = "<!-- autoresearch:";
        var body = found.Body ?? "";
        return !body.Contains(marker, StringComparison.Ordinal) || body.Contains(request.Marker, StringComparison.Ordinal)
            ? null
            : Trouble.ForGood(
                Codes.BranchTaken,
                $"{found.HtmlUrl} is of the branch {request.Branch.Name} as well, but of another research: it is left alone. Publish "
                    + $"under another description, or close that one and delete its branch."
            );
    }

    private static Trouble Closed(PullRequest found) =>
        Trouble.ForGood(
            Codes.PullRequestClosed,
            $"{found.HtmlUrl} was closed without merging, so nothing is opened again. Reopen it there and "
                + $"run the command again, if it was a mistake."
        );

    private static PublishResult Result(PublishRequest request, PullRequest found, PublishOutcome outcome) =>
        new(request.Experiment, outcome, found.Number, UntrustedText.Clean(found.HtmlUrl), null);
}
