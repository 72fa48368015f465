using System.Text.Json.Nodes;
using AutoResearch.Research.Publishing;
using AutoResearch.TestSupport.GitHub;
using Microsoft.AspNetCore.Http;

namespace AutoResearch.Tests.GitHub;

/// <summary>What passes by itself: limits of requests, a server in trouble, a connection that breaks, no network.</summary>
public sealed class PassingTroubleTests : Troubled
{
    private const string Git = "/ada/research.git/";

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public void The_primary_rate_limit(int status)
    {
        var reset = PublishedIdea.Now.AddMinutes(20);
        Fail(
            "GET",
            status,
            "API rate limit exceeded for user ID 1.",
            ("X-RateLimit-Limit", "60"),
            ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", $"{reset.ToUnixTimeSeconds()}")
        );
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
        Assert.Equal(PublishOutcome.Opened, Idea.Publish(Idea.Request(2)).Outcome);
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
        var request = Idea.Request(2, new PublishOptions(false, null, ["idea"], ["grace"]));
        Assert.True(Idea.Publish(request).IsDelivered);
        Assert.Equal(PublishOutcome.Unchanged, Idea.Publish(request).Outcome);
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
        var request = Idea.Request(2);
        var result = Idea.Publisher(api: "http://127.0.0.1:1/api/v3").Publish(request, CancellationToken.None);
        Assert.Equal((PublishOutcome.Queued, Codes.NoNetwork), (result.Outcome, result.Trouble!.Code));
        Idea.Repository.Git.Network.Remotes.Update("origin", remote => remote.Url = "http://127.0.0.1:1/ada/research.git");
        result = Idea.Publish(request);
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
        var request = Idea.Request(2);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => Idea.Publisher().Publish(request, enough.Token)));
        Server.Mend();
        Assert.Equal(PublishOutcome.Opened, Idea.Publish(request).Outcome);
    }
}
