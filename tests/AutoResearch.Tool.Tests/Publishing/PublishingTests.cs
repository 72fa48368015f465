using AutoResearch.Publishing;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using AutoResearch.Workspace;

namespace AutoResearch.Tests.Publishing;

/// <summary>Planning and delivering, with a real repository and a publisher that writes down what it is given.</summary>
public sealed class PublishingTests : IDisposable
{
    private readonly ScratchRepository repository = new("a", "-", "-", "-", "b", "-", "-", "-", "c");
    private readonly ResearchWorkspace workspace;
    private readonly Recorder recorder = new();

    public PublishingTests()
    {
        workspace = ResearchWorkspace.Open(repository.Folder);
        repository.Remote("origin");
        repository.SetRef("refs/remotes/origin/main", repository.First);
        Append(1, repository.First, repository.First);
        Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        Keep(3, "A", "-", "-", "-", "B", "-", "-", "-", "c");
        Keep(4, "AA", "-", "-", "-", "B", "-", "-", "-", "c");
    }

    public void Dispose()
    {
        workspace.Dispose();
        repository.Dispose();
    }

    [Fact]
    public void A_stack_is_delivered_from_below_and_nothing_else()
    {
        var results = Deliver(publishing => publishing.One(4));
        Assert.Equal([2, 4], recorder.Requests.Select(request => request.Experiment));
        Assert.Equal([2, 4], results.Select(result => result.Experiment));
        Assert.Equal(
            [("main", false), (recorder.Requests[0].Branch.Name, true)],
            recorder.Requests.Select(request => (request.Branch.BaseName, request.Branch.IsStacked))
        );
    }

    [Fact]
    public void A_request_holds_what_is_pushed_and_posted()
    {
        Deliver(publishing => publishing.One(3));
        var request = Assert.Single(recorder.Requests);
        Assert.Equal(("origin", "refs/autoresearch/outbox/0003", "0003: Idea 3"), (request.Remote, request.Reference, request.Title));
        Assert.StartsWith(request.Marker + "\n", request.Body, StringComparison.Ordinal);
        Assert.Equal(["idea"], request.Options.Labels);
        Assert.Equal(request.Branch.Commit, Assert.Single(recorder.Offered));
    }

    [Fact]
    public void What_was_delivered_is_remembered_and_the_user_s_branches_are_left_alone()
    {
        var branches = repository.Git.Branches.Select(branch => branch.CanonicalName).ToList();
        Deliver(publishing => publishing.One(3));
        Assert.Null(recorder.Requests[0].Branch.Replaces);
        Deliver(publishing => publishing.One(3));
        Assert.Equal(recorder.Requests[0].Branch.Commit, recorder.Requests[1].Branch.Replaces);
        Assert.Equal(recorder.Requests[0].Branch.Commit, recorder.Requests[1].Branch.Commit);
        Assert.Equal(branches, repository.Git.Branches.Select(branch => branch.CanonicalName));
        Assert.Empty(repository.Git.Refs.FromGlob("refs/autoresearch/outbox/*"));
    }

    [Fact]
    public void What_is_queued_was_not_delivered_and_can_still_be_pushed()
    {
        recorder.Outcome = PublishOutcome.Queued;
        Deliver(publishing => publishing.One(3));
        Assert.Single(repository.Git.Refs.FromGlob("refs/autoresearch/outbox/*"));
        Deliver(publishing => publishing.One(3));
        Assert.Null(recorder.Requests[1].Branch.Replaces);
    }

    [Fact]
    public void What_the_target_has_is_left_out()
    {
        repository.SetRef("refs/remotes/origin/main", repository.Kept[0].Commit);
        Deliver(publishing => publishing.AllKept());
        Assert.Equal([(3, false), (4, false)], recorder.Requests.Select(request => (request.Experiment, request.Branch.IsStacked)));
    }

    [Fact]
    public void Without_a_remote_there_is_nobody_to_deliver_to()
    {
        repository.Git.Network.Remotes.Remove("origin");
        var publishing = new Publisher(workspace, PublishOptions.None);
        var plan = publishing.One(3);
        Assert.Equal(repository.First, plan.Drafts[0].Branch!.BaseCommit);
        Assert.Equal(
            Codes.NoTarget,
            Assert.Throws<ResearchException>(() => publishing.Deliver(plan, recorder, CancellationToken.None)).Code
        );
    }

    [Fact]
    public void A_commit_that_is_gone_is_that_draft_s_problem()
    {
        Append(5, new string('d', 40), repository.First);
        var plan = new Publisher(workspace, PublishOptions.None).AllKept();
        Assert.Equal([2, 3, 4, 5], plan.Drafts.Select(draft => draft.Record.Number));
        Assert.Equal(Codes.NoSuchExperiment, plan.Drafts[^1].Problem!.Code);
        Assert.NotEmpty(plan.Drafts[^1].Body);
    }

    private IReadOnlyList<PublishResult> Deliver(Func<Publisher, PublishPlan> plan)
    {
        var publishing = new Publisher(workspace, PublishOptions.None with { Labels = ["idea"] });
        return publishing.Deliver(plan(publishing), recorder.On(repository), CancellationToken.None);
    }

    private void Keep(int number, params string[] train)
    {
        var parent = repository.Git.Head.Tip.Sha;
        repository.Keep(number, train);
        Append(number, repository.Kept[^1].Commit, parent);
    }

    private void Append(int number, string commit, string parent) =>
        workspace.Ledger.Append(
            Records.One(number, description: number == 1 ? "baseline" : $"Idea {number}", metric: 2 - (number / 10.0)) with
            {
                Commit = commit,
                Parent = parent,
            },
            "",
            Direction.Lower
        );

    private sealed class Recorder : IPublisher
    {
        private ScratchRepository? repository;

        public List<PublishRequest> Requests { get; } = [];

        public List<string?> Offered { get; } = [];

        public PublishOutcome Outcome { get; set; } = PublishOutcome.Opened;

        public Recorder On(ScratchRepository where)
        {
            repository = where;
            return this;
        }

        public PublishResult Publish(PublishRequest request, CancellationToken cancellation)
        {
            Requests.Add(request);
            Offered.Add(repository!.Git.Refs[request.Reference]?.TargetIdentifier);
            return new PublishResult(
                request.Experiment,
                Outcome,
                1,
                null,
                Outcome == PublishOutcome.Queued ? new ResearchException(Codes.NoNetwork, "No network.") : null
            );
        }

        public void Dispose() { }
    }
}
