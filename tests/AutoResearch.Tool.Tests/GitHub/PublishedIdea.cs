using AutoResearch.GitHub;
using AutoResearch.Repository;
using AutoResearch.Research.Publishing;
using AutoResearch.Tests.Publishing;
using AutoResearch.TestSupport.GitHub;

namespace AutoResearch.Tests.GitHub;

/// <summary>A repository with two ideas, a remote on loopback, and a publisher between them.</summary>
internal sealed class PublishedIdea : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly List<GitHubPublisher> publishers = [];

    public PublishedIdea()
    {
        Server = FakeGitHub.Start();
        Repository = new ScratchRepository("a", "-", "-", "-", "b");
        Repository.Git.Network.Remotes.Add("origin", Server.Remote);
        Server.Git.Git($"{FakeGitHub.Owner}/{FakeGitHub.Name}.git", "fetch", "--quiet", Repository.Folder, "main:main");
        Repository.SetRef("refs/remotes/origin/main", Repository.First);
        Repository.Keep(2, "A", "-", "-", "-", "b");
        Repository.Keep(3, "AA", "-", "-", "-", "b");
        Branches = Repository.On(Repository.First);
    }

    public FakeGitHub Server { get; }

    public ScratchRepository Repository { get; }

    public CleanBranches Branches { get; }

    /// <summary>What has to be published of an experiment; its commit can be pushed from now on.</summary>
    public PublishRequest Request(int experiment, PublishOptions? options = null, string title = "Title", string body = "Body")
    {
        var branch = Branches.Find(experiment);
        Branches.Offer(experiment, branch);
        var marker = $"<!-- autoresearch:experiment={experiment:0000} repository=abc -->";
        return new PublishRequest(
            experiment,
            branch,
            CleanBranches.Outbox(experiment),
            "origin",
            marker,
            title,
            $"{marker}\n{body}\n",
            options ?? PublishOptions.None
        );
    }

    /// <param name="remote">Another address than the repository has.</param>
    public GitHubPublisher Publisher(string token = FakeGitHub.Token, string? remote = null, string? api = null)
    {
        var address = RemoteAddress.Parse(remote ?? Server.Remote)!;
        var publisher = new GitHubPublisher(
            Repository.Folder,
            address,
            GitHubServer.Of(address, name => name == GitHubServer.ApiVariable ? api ?? Server.Api : null),
            new AccessToken(token, "GITHUB_TOKEN"),
            new ImpatientClock()
        );
        publishers.Add(publisher);
        return publisher;
    }

    public PublishResult Publish(PublishRequest request) => Publisher().Publish(request, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var publisher in publishers)
            publisher.Dispose();
        Repository.Dispose();
        var violations = Server.Violations;
        await Server.DisposeAsync();
        Assert.Empty(violations);
    }

    // Waits for nothing, and stands still.
    private sealed class ImpatientClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
