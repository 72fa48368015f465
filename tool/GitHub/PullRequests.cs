using AutoResearch.Research.Publishing;
using Octokit;
using Octokit.Internal;

namespace AutoResearch.GitHub;

/// <summary>The pull requests of one repository on a server, in the publisher's words.</summary>
internal sealed class PullRequests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClientAdapter http;
    private readonly CancellableHandler handler;
    private readonly GitHubClient client;
    private readonly RemoteAddress remote;

    public PullRequests(GitHubServer server, RemoteAddress remote, AccessToken token)
    {
        this.remote = remote;
        // The system's proxy, as HTTPS_PROXY and NO_PROXY name it. A redirect is left to Octokit, which takes the token off for another
        // host.
        handler = new CancellableHandler(new HttpClientHandler { AllowAutoRedirect = false });
        http = new HttpClientAdapter(() => handler);
        client = new GitHubClient(
            new Connection(
                new ProductHeaderValue("AutoResearch"),
                server.Api,
                new InMemoryCredentialStore(new Credentials(token.Reveal())),
                http,
                new SimpleJsonSerializer()
            )
        );
        client.SetRequestTimeout(Patience);
    }

    /// <summary>Ends a request under way.</summary>
    public CancellationToken Cancellation
    {
        set => handler.Cancellation = value;
    }

    /// <summary>
    /// The pull request of a branch: the open one, else the newest that is closed. Where the branch was given another name on the
    /// server, the open one with the marker in its text. Null where there is none.
    /// </summary>
    public PullRequest? Find(string branch, string marker) =>
        Page(new PullRequestRequest { State = ItemStateFilter.All, Head = $"{remote.Owner}:{branch}" })
            .Where(found => found.Head.Ref == branch)
            .OrderBy(found => found.State.Value == ItemState.Open ? 0 : 1)
            .ThenByDescending(found => found.Number)
            .FirstOrDefault()
        ?? Page(new PullRequestRequest { State = ItemStateFilter.Open })
            .FirstOrDefault(found => found.Body?.Contains(marker, StringComparison.Ordinal) == true);

    public PullRequest Create(PublishRequest request) =>
        Wait(
            client.PullRequest.Create(
                remote.Owner,
                remote.Name,
                new NewPullRequest(request.Title, request.Branch.Name, request.Branch.BaseName)
                {
                    Body = request.Body,
                    Draft = request.Options.Draft,
                }
            )
        );

    /// <summary>Writes title, text and base where they differ.</summary>
    /// <returns>Whether anything did.</returns>
    public bool Update(PullRequest found, PublishRequest request)
    {
        var update = new PullRequestUpdate();
        if (found.Title != request.Title)
            update.Title = request.Title;
        if (!SameText(found.Body ?? "", request.Body))
            update.Body = request.Body;
        if (found.Base.Ref != request.Branch.BaseName)
            update.Base = request.Branch.BaseName;
        if (update is { Title: null, Body: null, Base: null })
            return false;
        Wait(client.PullRequest.Update(remote.Owner, remote.Name, found.Number, update));
        return true;
    }

    /// <summary>Puts on the labels that are missing; those of others stay.</summary>
    /// <returns>Whether any was.</returns>
    public bool Label(PullRequest found, IReadOnlyList<string> labels)
    {
        var missing = labels
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Except(found.Labels.Select(label => label.Name), StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (missing.Count == 0)
            return false;
        // Octokit's own method sends a list where the API's description wants an object.
        Wait(
            new ApiConnection(client.Connection).Post<IReadOnlyList<Label>>(
                new Uri($"repos/{remote.Owner}/{remote.Name}/issues/{found.Number}/labels", UriKind.Relative),
                new LabelsToAdd(missing)
            )
        );
        return true;
    }

    /// <summary>Asks for a review from those who were not asked yet and have given none.</summary>
    /// <returns>Whether there were any.</returns>
    public bool AskFor(PullRequest found, IReadOnlyList<string> reviewers)
    {
        var people = Missing(reviewers.Where(name => !name.Contains('/')), (found.RequestedReviewers ?? []).Select(user => user.Login));
        var teams = Missing(
            reviewers.Where(name => name.Contains('/')).Select(name => name[(name.LastIndexOf('/') + 1)..]),
            (found.RequestedTeams ?? []).Select(team => team.Slug)
        );
        if (people.Count + teams.Count == 0)
            return false;
        // GitHub no longer lists somebody as asked once the review is there: without this, they would be asked again at every call.
        people = Missing(
            people,
            Wait(
                    client.PullRequest.Review.GetAll(
                        remote.Owner,
                        remote.Name,
                        found.Number,
                        new ApiOptions
                        {
                            PageSize = 100,
                            PageCount = 1,
                            StartPage = 1,
                        }
                    )
                )
                .Select(review => review.User?.Login ?? "")
        );
        if (people.Count + teams.Count == 0)
            return false;
        Wait(client.PullRequest.ReviewRequest.Create(remote.Owner, remote.Name, found.Number, new PullRequestReviewRequest(people, teams)));
        return true;
    }

    public void Dispose() => http.Dispose();

    // Reads one page only: a branch has hardly more than one, of the open ones the newest hundred are enough, and a server that sends the
    // same page again and again must not be followed.
    private IReadOnlyList<PullRequest> Page(PullRequestRequest request) =>
        Wait(
            client.PullRequest.GetAllForRepository(
                remote.Owner,
                remote.Name,
                request,
                new ApiOptions
                {
                    PageSize = 100,
                    PageCount = 1,
                    StartPage = 1,
                }
            )
        );

    private static List<string> Missing(IEnumerable<string> wanted, IEnumerable<string> there) =>
        [.. wanted.Distinct(StringComparer.OrdinalIgnoreCase).Except(there, StringComparer.OrdinalIgnoreCase)];

    private static bool SameText(string one, string other) => one.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();

    private static T Wait<T>(Task<T> request) => request.GetAwaiter().GetResult();

    private sealed record LabelsToAdd(IReadOnlyList<string> Labels);
}
