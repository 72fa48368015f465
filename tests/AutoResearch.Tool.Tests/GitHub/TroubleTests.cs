using System.Text.Json.Nodes;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using Microsoft.AspNetCore.Http;

namespace AutoResearch.Tests.GitHub;

/// <summary>Each way to be refused: what is said, that it stays queued, and that it arrives exactly once when all is well again.</summary>
public sealed class TroubleTests : Troubled
{
    private const string Git = "/ada/research.git/";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public void An_expired_token(string method)
    {
        Fail(method, 401, "Bad credentials");
        IsQueued(Codes.TokenRefused, "GITHUB_TOKEN");
    }

    [Fact]
    public void A_missing_scope()
    {
        Fail(
            "POST",
            403,
            "Must have admin rights to Repository.",
            ("X-OAuth-Scopes", "gist, read:org"),
            ("X-Accepted-OAuth-Scopes", "public_repo, repo")
        );
        IsQueued(Codes.MissingScope, "gist, read:org", "public_repo, repo");
    }

    [Fact]
    public void A_missing_permission_of_a_fine_grained_token()
    {
        Fail("POST", 403, "Resource not accessible by personal access token", ("X-Accepted-GitHub-Permissions", "pull_requests=write"));
        IsQueued(Codes.MissingScope, "pull_requests=write", "Contents and Pull requests");
    }

    [Fact]
    public void No_right_to_push()
    {
        Server.Fail("GET", $"{Git}info/refs?service=git-receive-pack", 403, "denied");
        IsQueued(Codes.NoPushRights, "fork");
    }

    [Fact]
    public void No_such_repository()
    {
        Fail("GET", 404, "Not Found");
        IsQueued(Codes.NoSuchRepository, "ada/research");
    }

    [Fact]
    public void A_protected_branch()
    {
        var hook = Path.Combine(Server.Folder, "hooks", "update");
        File.WriteAllText(hook, "#!/bin/sh\necho 'error: GH006: Protected branch update failed for $1.' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        IsQueued(Codes.ProtectedBranch, "GH006", "autoresearch/pr/*", mend: () => File.Delete(hook));
    }

    [Fact]
    public void A_base_that_was_deleted()
    {
        Server.Git.Git("ada/research.git", "update-ref", "-d", "refs/heads/main");
        IsQueued(Codes.BaseGone, "--base BRANCH", mend: () =>
            Server.Git.Git("ada/research.git", "update-ref", "refs/heads/main", Idea.Repository.First)
        );
    }

    [Fact]
    public void A_base_that_moved_on_and_has_the_change()
    {
        var request = Idea.Request(2);
        Server.Git.Git("ada/research.git", "fetch", "--quiet", Idea.Repository.Folder, $"{request.Reference}:refs/heads/main");
        Assert.Equal(Codes.NothingBetween, Assert.Throws<ResearchException>(() => Idea.Publish(request)).Code);
        Assert.Empty(Server.Pulls.All);
    }

    [Fact]
    public void What_the_server_finds_wrong()
    {
        Server.Fail(
            "POST",
            "/pulls",
            422,
            new JsonObject
            {
                ["message"] = "Validation Failed",
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["resource"] = "PullRequest",
                        ["code"] = "custom",
                        ["message"] = "Draft pull requests are not supported\u001b[2J",
                    }
                ),
            }
        );
        var refused = Assert.Throws<ResearchException>(() => Idea.Publish(Idea.Request(2)));
        Assert.Equal(Codes.RefusedByServer, refused.Code);
        Assert.Contains("Draft pull requests are not supported", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Message);
    }

    [Fact]
    public void A_reviewer_who_cannot_be_asked()
    {
        Server.Pulls.Strangers.Add("mallory");
        Assert.Equal(
            Codes.ReviewerRefused,
            Assert.Throws<ResearchException>(() => Idea.Publish(Idea.Request(2, PublishOptions.None with { Reviewers = ["mallory"] }))).Code
        );
        Assert.Equal(PublishOutcome.Unchanged, Idea.Publish(Idea.Request(2)).Outcome);
    }

    [Fact]
    public void Opened_by_another_call_in_the_same_moment()
    {
        Idea.Publish(Idea.Request(2));
        // The first looks, by branch and by marker, do not see it yet.
        Server.Fail("GET", "/pulls", async context => await context.Response.WriteAsync("[]"), times: 2);
        var result = Idea.Publish(Idea.Request(2, title: "Newer"));
        Assert.Equal((PublishOutcome.Updated, 1), (result.Outcome, result.PullRequest));
        Assert.Equal("Newer", (string?)Assert.Single(Server.Pulls.All)["title"]);
    }

    [Fact]
    public void A_wrong_token_is_not_in_what_is_said()
    {
        const string wrong = "ghp_wrongWrongWrong";
        var result = Idea.Publisher(wrong).Publish(Idea.Request(2), CancellationToken.None);
        Assert.Equal(Codes.TokenRefused, result.Trouble!.Code);
        Assert.DoesNotContain(wrong, result.Trouble.ToString(), StringComparison.Ordinal);
    }
}
