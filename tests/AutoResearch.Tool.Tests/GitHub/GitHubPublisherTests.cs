using System.Text.Json.Nodes;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Tests.GitHub;

/// <summary>Publishing to a server that works.</summary>
public sealed class GitHubPublisherTests : IAsyncDisposable
{
    private readonly PublishedIdea idea = new();

    public ValueTask DisposeAsync() => idea.DisposeAsync();

    [Fact]
    public void The_branch_is_pushed_and_nothing_else_and_the_pull_request_opened()
    {
        var request = idea.Request(2, new PublishOptions(true, null, ["idea", "model"], ["grace", "ada/research"]));
        var result = idea.Publish(request);
        Assert.Equal(
            (PublishOutcome.Opened, 1, true),
            (result.Outcome, result.PullRequest, result.Url!.EndsWith("/pull/1", StringComparison.Ordinal))
        );
        Assert.Equal(
            $"refs/heads/autoresearch/pr/0002-idea {request.Branch.Commit}\nrefs/heads/main {idea.Repository.First}",
            idea.Server.Git.Git("ada/research.git", "for-each-ref", "--format=%(refname) %(objectname)")
        );
        var pull = Assert.Single(idea.Server.Pulls.All);
        Assert.Equal(
            ("Title", request.Body, "autoresearch/pr/0002-idea", "main", true),
            (Text(pull["title"]), Text(pull["body"]), Text(pull["head"]!["ref"]), Text(pull["base"]!["ref"]), (bool)pull["draft"]!)
        );
        Assert.Equal(["idea", "model"], Names(pull, "labels", "name"));
        Assert.Equal(["grace"], Names(pull, "requested_reviewers", "login"));
        Assert.Equal(["research"], Names(pull, "requested_teams", "slug"));
    }

    [Fact]
    public void Repeating_a_call_changes_nothing_and_a_changed_one_updates_the_same()
    {
        var options = new PublishOptions(false, null, ["idea"], ["grace"]);
        idea.Publish(idea.Request(2, options));
        // The server may write its lines in another way.
        idea.Server.Pulls.Change(1, pull => pull["body"] = Text(pull["body"])!.Replace("\n", "\r\n", StringComparison.Ordinal));
        var before = idea.Server.Requests.Count;
        Assert.Equal(PublishOutcome.Unchanged, idea.Publish(idea.Request(2, options)).Outcome);
        Assert.All(idea.Server.Requests.Skip(before), request => Assert.Equal("GET", request.Method));

        var updated = idea.Publish(idea.Request(2, options with { Labels = ["Idea", "model"] }, title: "Better title"));
        Assert.Equal((PublishOutcome.Updated, 1), (updated.Outcome, updated.PullRequest));
        var pull = Assert.Single(idea.Server.Pulls.All);
        Assert.Equal("Better title", Text(pull["title"]));
        Assert.Equal(["idea", "model"], Names(pull, "labels", "name"));
    }

    [Fact]
    public void Who_has_reviewed_is_not_asked_again()
    {
        var options = PublishOptions.None with { Reviewers = ["grace"] };
        idea.Publish(idea.Request(2, options));
        idea.Server.Pulls.Change(1, pull => pull["requested_reviewers"] = new JsonArray());
        idea.Server.Pulls.Reviewed[1] = "grace";
        Assert.Equal(PublishOutcome.Unchanged, idea.Publish(idea.Request(2, options)).Outcome);
    }

    [Fact]
    public void What_is_stacked_is_opened_into_the_branch_below()
    {
        Assert.Equal(
            [PublishOutcome.Opened, PublishOutcome.Opened],
            ((int[])[2, 3]).Select(experiment => idea.Publish(idea.Request(experiment)).Outcome)
        );
        Assert.Equal(["main", "autoresearch/pr/0002-idea"], idea.Server.Pulls.All.Select(pull => Text(pull["base"]!["ref"])));
    }

    [Fact]
    public void A_base_that_changed_is_changed_on_the_server()
    {
        idea.Publish(idea.Request(2));
        idea.Server.Git.Git("ada/research.git", "branch", "next", "main");
        var request = idea.Request(2);
        Assert.Equal(PublishOutcome.Updated, idea.Publish(request with { Branch = request.Branch with { BaseName = "next" } }).Outcome);
        Assert.Equal("next", Text(Assert.Single(idea.Server.Pulls.All)["base"]!["ref"]));
    }

    [Fact]
    public void What_this_repository_published_is_replaced_and_what_others_added_is_not()
    {
        var request = idea.Request(2);
        idea.Publish(request);
        idea.Branches.Delivered(2, request.Branch);
        var again = Another(request, replaces: request.Branch.Commit);
        Assert.Equal(PublishOutcome.Updated, idea.Publish(again).Outcome);
        Assert.Equal(again.Branch.Commit, idea.Server.Tip(request.Branch.Name));

        // The first commit is not there any more, and nobody here knows of the second.
        Assert.Equal(
            Codes.BranchTaken,
            Assert.Throws<ResearchException>(() => idea.Publish(request with { Branch = request.Branch with { Replaces = null } })).Code
        );
        Assert.Equal(again.Branch.Commit, idea.Server.Tip(request.Branch.Name));
        // But for that it may have arrived.
        Assert.Equal(PublishOutcome.Updated, idea.Publish(idea.Request(2) with { Offered = [again.Branch.Commit] }).Outcome);
    }

    [Fact]
    public void A_merged_one_is_left_as_it_is_and_a_closed_one_is_not_opened_again()
    {
        idea.Publish(idea.Request(2));
        idea.Server.Pulls.Change(1, pull => (pull["state"], pull["merged_at"]) = ("closed", "2026-03-02T08:00:00Z"));
        Assert.Equal(
            (PublishOutcome.Unchanged, 1),
            (idea.Publish(idea.Request(2, title: "Other")) is var merged ? merged.Outcome : default, merged.PullRequest)
        );
        idea.Server.Pulls.Change(1, pull => pull["merged_at"] = null);
        Assert.Equal(Codes.PullRequestClosed, Assert.Throws<ResearchException>(() => idea.Publish(idea.Request(2))).Code);
        Assert.Equal("Title", Text(Assert.Single(idea.Server.Pulls.All)["title"]));
    }

    [Fact]
    public void One_whose_branch_was_renamed_on_the_server_is_found_by_its_marker()
    {
        idea.Publish(idea.Request(2));
        idea.Server.Git.Git("ada/research.git", "branch", "--move", "autoresearch/pr/0002-idea", "better-name");
        idea.Server.Pulls.Change(1, pull => pull["head"]!["ref"] = "better-name");
        Assert.Equal(
            (PublishOutcome.Updated, 1),
            (idea.Publish(idea.Request(2, title: "Other")) is var updated ? updated.Outcome : default, updated.PullRequest)
        );
        Assert.Equal("Other", Text(Assert.Single(idea.Server.Pulls.All)["title"]));
        Assert.Null(idea.Server.Tip("autoresearch/pr/0002-idea"));
    }

    [Fact]
    public void The_branch_of_another_research_is_left_alone()
    {
        var request = idea.Request(2);
        idea.Publish(request);
        Assert.Equal(
            Codes.BranchTaken,
            Assert
                .Throws<ResearchException>(() =>
                    idea.Publish(request with { Marker = request.Marker.Replace("abc", "def", StringComparison.Ordinal) })
                )
                .Code
        );
    }

    // The same idea in another commit.
    private PublishRequest Another(PublishRequest request, string replaces)
    {
        var branch = request.Branch with
        {
            Commit = idea.Repository.Elsewhere(idea.Repository.First, "A", "-", "-", "-", "c"),
            Replaces = replaces,
        };
        idea.Branches.Offer(2, branch);
        return request with { Branch = branch };
    }

    private static string? Text(JsonNode? node) => (string?)node;

    private static IEnumerable<string?> Names(JsonObject pull, string list, string name) =>
        pull[list]!.AsArray().Select(item => Text(item![name]));
}
