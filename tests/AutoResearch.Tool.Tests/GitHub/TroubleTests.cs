using System.Text.Json.Nodes;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using AutoResearch.Tests.GitHub.Server;
using Microsoft.AspNetCore.Http;

namespace AutoResearch.Tests.GitHub;

/// <summary>Each way to fail: what is said, that it stays queued, and that it arrives exactly once when all is well again.</summary>
public sealed class TroubleTests : IAsyncDisposable
{
    private const string Git = "/ada/research.git/";
    private readonly PublishedIdea idea = new();

    private FakeGitHub Server => idea.Server;

    public ValueTask DisposeAsync() => idea.DisposeAsync();

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
        Fail("POST", 403, "Must have admin rights to Repository.", ("X-OAuth-Scopes", "gist, read:org"), ("X-Accepted-OAuth-Scopes", "public_repo, repo"));
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
        IsQueued(Codes.BaseGone, "--base BRANCH", mend: () => Server.Git.Git("ada/research.git", "update-ref", "refs/heads/main", idea.Repository.First));
    }

    [Fact]
    public void A_base_that_moved_on_and_has_the_change()
    {
        var request = idea.Request(2);
        Server.Git.Git("ada/research.git", "fetch", "--quiet", idea.Repository.Folder, $"{request.Reference}:refs/heads/main");
        Assert.Equal(Codes.NothingBetween, Assert.Throws<ResearchException>(() => idea.Publish(request)).Code);
        Assert.Empty(Server.Pulls.All);
    }

    [Fact]
    public void What_the_server_finds_wrong()
    {
        Server.Fail("POST", "/pulls", 422, new JsonObject
        {
            ["message"] = "Validation Failed",
            ["errors"] = new JsonArray(new JsonObject { ["resource"] = "PullRequest", ["code"] = "custom", ["message"] = "Draft pull requests are not supported\u001b[2J" }),
        });
        var refused = Assert.Throws<ResearchException>(() => idea.Publish(idea.Request(2)));
        Assert.Equal(Codes.RefusedByServer, refused.Code);
        Assert.Contains("Draft pull requests are not supported", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Message);
    }

    [Fact]
    public void A_reviewer_who_cannot_be_asked()
    {
        Server.Pulls.Strangers.Add("mallory");
        Assert.Equal(Codes.ReviewerRefused, Assert.Throws<ResearchException>(() => idea.Publish(idea.Request(2, PublishOptions.None with { Reviewers = ["mallory"] }))).Code);
        Assert.Equal(PublishOutcome.Unchanged, idea.Publish(idea.Request(2)).Outcome);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public void The_primary_rate_limit(int status)
    {
        var reset = PublishedIdea.Now.AddMinutes(20);
        Fail("GET", status, "API rate limit exceeded for user ID 1.", ("X-RateLimit-Limit", "60"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", $"{reset.ToUnixTimeSeconds()}"));
        Assert.Equal(reset.AddSeconds(1), IsQueued(Codes.RateLimited, "08:20:01 UTC").NotBefore);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("Mon, 02 Mar 2026 08:02:00 GMT", 120)]
    [InlineData(null, 60)]
    public void The_secondary_rate_limit(string? after, int seconds)
    {
        (string, string)[] headers = after is null ? [] : [("Retry-After", after)];
        Fail("POST", 403, "You have exceeded a secondary rate limit.", headers);
        Assert.Equal(PublishedIdea.Now.AddSeconds(seconds), IsQueued(Codes.RateLimited).NotBefore);
        // One request, and no second one before its time.
        Assert.Equal(2, Server.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public void A_short_wait_is_waited()
    {
        Server.Fail("POST", "/pulls", 429, new JsonObject { ["message"] = "Too many requests" }, times: 2, ("Retry-After", "2"));
        Assert.Equal(PublishOutcome.Opened, idea.Publish(idea.Request(2)).Outcome);
        Assert.Single(Server.Pulls.All);
    }

    [Theory]
    [InlineData("GET", 500)]
    [InlineData("POST", 502)]
    [InlineData("POST", 503)]
    public void A_server_in_trouble(string method, int status)
    {
        Fail(method, status, "Server Error");
        IsQueued(Codes.ServerTrouble, $"HTTP {status}");
        // Three tries, then the one that succeeds; each looks by branch and by marker.
        Assert.Equal(method == "GET" ? 3 + 2 : 3 + 1, Server.Requests.Count(request => request.Method == method));
    }

    [Fact]
    public void A_server_that_is_away_for_a_while_is_left_alone_for_it()
    {
        Fail("GET", 503, "Down for maintenance", ("Retry-After", "600"));
        Assert.Equal(PublishedIdea.Now.AddSeconds(600), IsQueued(Codes.ServerTrouble).NotBefore);
    }

    [Fact]
    public void A_server_of_git_in_trouble()
    {
        Server.Fail("POST", $"{Git}git-receive-pack", 503, "oh");
        IsQueued(Codes.ServerTrouble);
    }

    [Theory]
    [InlineData("GET", "/pulls")]
    [InlineData("POST", "/pulls")]
    [InlineData("GET", "/ada/research.git/info/refs?service=git-upload-pack")]
    [InlineData("POST", "/ada/research.git/git-receive-pack")]
    public void A_connection_that_is_cut(string method, string path)
    {
        Server.Fail(method, path, Fault.Cut);
        IsQueued(Codes.ConnectionCut);
    }

    [Theory]
    [InlineData("/pulls")]
    [InlineData("/labels")]
    [InlineData("/requested_reviewers")]
    [InlineData("/ada/research.git/git-receive-pack")]
    public void A_connection_that_is_cut_after_all_was_done(string path)
    {
        Server.Fail("POST", path, Fault.Cut, times: 1, afterwards: true);
        var request = idea.Request(2, new PublishOptions(false, null, ["idea"], ["grace"]));
        Assert.True(idea.Publish(request).IsDelivered);
        Assert.Equal(PublishOutcome.Unchanged, idea.Publish(request).Outcome);
        Assert.Single(Server.Pulls.All);
        Assert.Single(Server.Pulls.All[0]["labels"]!.AsArray());
    }

    [Fact]
    public void An_answer_that_breaks_off_in_the_middle()
    {
        Server.Fail("GET", "/pulls", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("[{");
            context.Abort();
        });
        IsQueued(Codes.ConnectionCut);
    }

    [Fact]
    public void No_network()
    {
        var request = idea.Request(2);
        var result = idea.Publisher(remote: "http://127.0.0.1:1/ada/research.git").Publish(request, CancellationToken.None);
        Assert.Equal((PublishOutcome.Queued, Codes.NoNetwork), (result.Outcome, result.Trouble!.Code));
    }

    [Theory]
    [InlineData("GET", "/pulls")]
    [InlineData("POST", "/pulls")]
    [InlineData("GET", "/ada/research.git/")]
    public async Task A_server_that_hangs_is_left_when_nobody_waits_any_more(string method, string path)
    {
        using var enough = new CancellationTokenSource();
        Server.Fail(method, path, context =>
        {
            enough.Cancel();
            return Fault.Hang(context);
        });
        var request = idea.Request(2);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => idea.Publisher().Publish(request, enough.Token)));
        Server.Mend();
        Assert.Equal(PublishOutcome.Opened, idea.Publish(request).Outcome);
    }

    [Fact]
    public void Opened_by_another_call_in_the_same_moment()
    {
        idea.Publish(idea.Request(2));
        // The first looks, by branch and by marker, do not see it yet.
        Server.Fail("GET", "/pulls", async context => await context.Response.WriteAsync("[]"), times: 2);
        var result = idea.Publish(idea.Request(2, title: "Newer"));
        Assert.Equal((PublishOutcome.Updated, 1), (result.Outcome, result.PullRequest));
        Assert.Equal("Newer", (string?)Assert.Single(Server.Pulls.All)["title"]);
    }

    [Fact]
    public void A_wrong_token_is_not_in_what_is_said()
    {
        const string wrong = "ghp_wrongWrongWrong";
        var result = idea.Publisher(wrong).Publish(idea.Request(2), CancellationToken.None);
        Assert.Equal(Codes.TokenRefused, result.Trouble!.Code);
        Assert.DoesNotContain(wrong, result.Trouble.ToString(), StringComparison.Ordinal);
    }

    private void Fail(string method, int status, string message, params (string, string)[] headers) => Server.Fail(method, "/pulls", status, new JsonObject { ["message"] = message }, int.MaxValue, headers);

    // What could not be delivered is queued; and delivered once when the trouble is over, whatever was done before it came.
    private PublishResult IsQueued(string code, params string[] says) => IsQueued(code, says, null);

    private void IsQueued(string code, string says, Action mend) => IsQueued(code, [says], mend);

    private void IsQueued(string code, string says, string alsoSays, Action mend) => IsQueued(code, [says, alsoSays], mend);

    private PublishResult IsQueued(string code, string[] says, Action? mend)
    {
        var request = idea.Request(2);
        var result = idea.Publish(request);
        Assert.Equal((PublishOutcome.Queued, code), (result.Outcome, result.Trouble?.Code));
        Assert.All([.. says, "pr --retry"], text => Assert.Contains(text, result.Trouble!.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(FakeGitHub.Token, result.Trouble!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Pulls.All);
        Server.Mend();
        mend?.Invoke();
        Assert.Equal(PublishOutcome.Opened, idea.Publish(request).Outcome);
        Assert.Single(Server.Pulls.All);
        return result;
    }
}
