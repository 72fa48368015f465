using AutoResearch.Publishing;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Workspace;

namespace AutoResearch.Tests.Publishing;

/// <summary>That what is to be published survives whatever happens to the publisher, and holds nobody up.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly ScratchRepository repository = new("a", "-", "-", "-", "b");
    private readonly ResearchWorkspace workspace;
    private readonly PublishOutbox outbox;
    private readonly Scripted publisher = new();

    public DeliveryTests()
    {
        workspace = ResearchWorkspace.Open(repository.Folder);
        outbox = new PublishOutbox(workspace.StateFolder);
        repository.Remote("origin");
        repository.SetRef("refs/remotes/origin/main", repository.First);
        Append(1, repository.First, repository.First);
        Keep(2, "A", "-", "-", "-", "b");
        Keep(3, "AA", "-", "-", "-", "b");
    }

    public void Dispose()
    {
        workspace.Dispose();
        repository.Dispose();
    }

    [Fact]
    public void What_cannot_be_delivered_stays_with_its_reason_and_what_stands_on_it_too()
    {
        publisher.Answers = _ => Queued(Codes.NoNetwork);
        var results = Deliver(3);
        Assert.Equal(
            [(2, PublishOutcome.Queued), (3, PublishOutcome.Queued)],
            results.Select(result => (result.Experiment, result.Outcome))
        );
        // Nothing is asked for the one above.
        Assert.Single(publisher.Requests);
        Assert.Equal([(2, Codes.NoNetwork), (3, null)], outbox.All.Select(intent => (intent.Experiment, intent.Code)));
        Assert.Equal(["idea"], outbox.All[0].Options.Labels);

        publisher.Answers = Opened;
        Assert.All(outbox.All, intent => Assert.All(Redeliver(intent), result => Assert.True(result.IsDelivered)));
        Assert.Empty(outbox.All);
    }

    [Fact]
    public void A_server_that_named_a_time_is_left_alone_until_then()
    {
        publisher.Answers = _ => Queued(Codes.RateLimited) with { NotBefore = DateTimeOffset.UtcNow.AddHours(1) };
        Deliver(2);
        Assert.Equal(Codes.RateLimited, Assert.Single(Redeliver(outbox.All[0])).Trouble!.Code);
        Assert.Equal(Codes.RateLimited, Deliver(2)[0].Trouble!.Code);
        Assert.Single(publisher.Requests);
    }

    [Fact]
    public void A_kill_in_the_middle_leaves_the_intent_and_what_may_have_been_pushed()
    {
        publisher.Answers = _ => throw new InvalidOperationException("killed");
        Assert.Throws<InvalidOperationException>(() => Deliver(2));
        var intent = Assert.Single(outbox.All);
        Assert.Equal(publisher.Requests[0].Branch.Commit, Assert.Single(intent.Offered));

        // The target moves on in the meantime, so that another commit is made; the first may be on the remote.
        repository.SetRef("refs/remotes/origin/main", repository.Elsewhere(repository.First, "a", "-", "-", "-", "B"));
        publisher.Answers = Opened;
        Assert.True(Assert.Single(Redeliver(intent)).IsDelivered);
        Assert.NotEqual(publisher.Requests[0].Branch.Commit, publisher.Requests[1].Branch.Commit);
        Assert.Contains(publisher.Requests[0].Branch.Commit, publisher.Requests[1].Offered);
        Assert.Empty(outbox.All);
    }

    [Fact]
    public void What_will_never_work_is_said_and_not_kept()
    {
        publisher.Answers = _ => throw new ResearchException(Codes.PullRequestClosed, "Closed.");
        var result = Deliver(2)[0];
        Assert.Equal((PublishOutcome.Refused, Codes.PullRequestClosed), (result.Outcome, result.Trouble!.Code));
        Assert.Empty(outbox.All);
    }

    [Fact]
    public void What_the_target_has_by_now_needs_no_delivery()
    {
        outbox.Put(2, PublishOptions.None);
        repository.SetRef("refs/remotes/origin/main", repository.Kept[0].Commit);
        Assert.Empty(Redeliver(outbox.All[0]));
        Assert.Empty(publisher.Requests);
        Assert.Empty(outbox.All);
    }

    [Fact]
    public void An_intent_that_cannot_be_read_is_passed_over()
    {
        outbox.Put(2, PublishOptions.None);
        outbox.Put(3, PublishOptions.None);
        File.WriteAllText(Path.Combine(workspace.StateFolder, "outbox", "0002.json"), "{");
        Assert.Equal(3, Assert.Single(outbox.All).Experiment);
    }

    [Fact]
    public async Task While_another_process_delivers_it_stays_queued_or_waits()
    {
        var turn = outbox.TryTakeTurn();
        Assert.Null(outbox.TryTakeTurn());
        var delivering = Task.Run(() => Deliver(2), TestContext.Current.CancellationToken);
        turn!.Dispose();
        Assert.True((await delivering)[0].IsDelivered);
    }

    [Fact]
    public void A_publisher_that_hangs_holds_up_neither_the_loop_nor_its_end()
    {
        using var reached = new ManualResetEventSlim();
        publisher.Hang = reached;
        using var publishing = BackgroundPublishing.Start(workspace, PublishOptions.None, (_, _) => publisher, CancellationToken.None)!;
        publishing.Concluded(workspace.Ledger.Records[1]);
        Assert.True(reached.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        // The loop goes on.
        publishing.Concluded(workspace.Ledger.Records[2]);
        Assert.Equal([2, 3], outbox.All.Select(intent => intent.Experiment));
        Assert.Contains(
            "2 pull requests are not delivered yet (0002, 0003)",
            Assert.Single(publishing.Finish(TimeSpan.Zero)),
            StringComparison.Ordinal
        );

        // The next run, which publishes nothing of its own, delivers them: each once.
        publisher.Hang = null;
        publisher.Requests.Clear();
        using var next = BackgroundPublishing.Start(workspace, null, (_, _) => publisher, CancellationToken.None)!;
        Assert.All(next.Finish(TimeSpan.FromSeconds(30)), line => Assert.Contains("opened", line, StringComparison.Ordinal));
        Assert.Equal([2, 3], publisher.Requests.Select(request => request.Experiment).Distinct());
        Assert.Empty(outbox.All);
        Assert.Null(BackgroundPublishing.Start(workspace, null, (_, _) => publisher, CancellationToken.None));
    }

    [Fact]
    public void What_was_not_kept_is_not_published()
    {
        using var publishing = BackgroundPublishing.Start(workspace, PublishOptions.None, (_, _) => publisher, CancellationToken.None)!;
        publishing.Concluded(Records.One(4, ExperimentStatus.Discarded));
        publishing.Concluded(workspace.Ledger.Records[0] with { IsBaseline = true });
        Assert.Empty(publishing.Finish(TimeSpan.FromSeconds(30)));
        Assert.Empty(publisher.Requests);
    }

    private IReadOnlyList<PublishResult> Deliver(int experiment)
    {
        using var opened = ResearchWorkspace.Open(repository.Folder);
        var publishing = new Publisher(opened, PublishOptions.None with { Labels = ["idea"] });
        return publishing.Deliver(publishing.One(experiment), publisher, CancellationToken.None);
    }

    private IReadOnlyList<PublishResult> Redeliver(PublishIntent intent)
    {
        using var opened = ResearchWorkspace.Open(repository.Folder);
        return Publisher.Redeliver(opened, intent, (_, _) => publisher, CancellationToken.None);
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

    private static PublishResult Queued(string code) => new(2, PublishOutcome.Queued, null, null, new ResearchException(code, "Not now."));

    private static PublishResult Opened(PublishRequest request) =>
        new(request.Experiment, PublishOutcome.Opened, request.Experiment, "https://git.example/pull", null);

    private sealed class Scripted : IPublisher
    {
        public List<PublishRequest> Requests { get; } = [];

        public Func<PublishRequest, PublishResult> Answers { get; set; } = Opened;

        public ManualResetEventSlim? Hang { get; set; }

        public PublishResult Publish(PublishRequest request, CancellationToken cancellation)
        {
            Requests.Add(request);
            if (Hang is { } reached)
            {
                reached.Set();
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
            }

            return Answers(request);
        }

        public void Dispose() { }
    }
}
