using System.Text.Json;
using System.Text.Json.Nodes;
using AutoResearch.EndToEnd.Machine;
using AutoResearch.TestSupport.GitHub;

namespace AutoResearch.EndToEnd.Publishing;

/// <summary>What is kept reaches a server that plays GitHub, and a real git server beside it.</summary>
[Collection(Training.Name)]
public sealed class GitHubTests : IClassFixture<Published>, IAsyncDisposable
{
    private readonly Products products;
    private readonly ResearchRepository repository;
    private readonly FakeGitHub server = FakeGitHub.Start();

    public GitHubTests(Published published, Products products)
    {
        this.products = products;
        repository = Connected(new ResearchRepository(products, copyOf: published.Repository.Folder));
        repository.Git(
            "-c",
            $"http.extraHeader=Authorization: Basic "
                + $"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"x-access-token:{FakeGitHub.Token}"))}",
            "push",
            "--quiet",
            server.Remote,
            $"{published.Base}:refs/heads/main"
        );
    }

    public async ValueTask DisposeAsync()
    {
        repository.Dispose();
        var violations = server.Violations;
        await server.DisposeAsync();
        Assert.Empty(violations);
    }

    [Fact]
    public void A_kept_experiment_becomes_a_pull_request_and_stays_the_same_one()
    {
        var planned = Assert.Single(
            repository.Tool("pr", "3", "--dry-run", "--json").Succeeds().Json.GetProperty("pullRequests").EnumerateArray()
        );
        var opened = Assert.Single(Deliveries("pr", "3", "--draft", "--label", "idea", "--reviewer", "grace"));
        Assert.Equal(("opened", 1), (Outcome(opened), opened.GetProperty("pullRequest").GetInt32()));
        var pull = Assert.Single(server.Pulls.All);
        Assert.Equal(
            (Text(planned, "title"), Text(planned, "body"), Text(planned, "branch"), "main"),
            ((string?)pull["title"], (string?)pull["body"], (string?)pull["head"]!["ref"], (string?)pull["base"]!["ref"])
        );
        Assert.Equal(Text(planned, "commit"), server.Tip(Text(planned, "branch")));
        Assert.Contains(
            "0003 unchanged: https://git.example/ada/research/pull/1",
            repository.Tool("pr", "3").Succeeds().Output,
            StringComparison.Ordinal
        );
        Assert.Equal("updated", Outcome(Assert.Single(Deliveries("pr", "3", "--label", "model"))));
        Assert.Single(server.Pulls.All);
        Assert.DoesNotContain("outbox", repository.Git("for-each-ref"), StringComparison.Ordinal);
        HasNoSecret();
    }

    [Fact]
    public void All_kept_are_opened_the_stacked_one_into_the_one_below()
    {
        Assert.Equal(["opened", "opened", "opened"], Deliveries("pr", "--all-kept").Select(Outcome));
        Assert.Equal(
            ["main", "main", (string)server.Pulls.All[0]["head"]!["ref"]!],
            server.Pulls.All.Select(pull => (string)pull["base"]!["ref"]!)
        );
    }

    [Fact]
    public void What_fails_is_queued_and_retry_delivers_it_once()
    {
        server.Fail("POST", "/pulls", 403, new JsonObject { ["message"] = "Resource not accessible by personal access token" });
        var failed = repository.Tool("pr", "3").FailsWith("AR0712", "Experiment 0003 is queued", "pr --retry");
        Assert.DoesNotContain(FakeGitHub.Token, failed.ToString(), StringComparison.Ordinal);
        repository.Tool("pr", "--retry").FailsWith("AR0712");
        server.Mend();
        Assert.Equal("opened", Outcome(Assert.Single(Deliveries("pr", "--retry"))));
        Assert.Empty(Deliveries("pr", "--retry"));
        Assert.Single(server.Pulls.All);
        HasNoSecret();
    }

    [Fact]
    public async Task A_kill_after_the_server_has_opened_it_opens_no_second()
    {
        var reached = new TaskCompletionSource();
        server.Fail(
            "POST",
            "/pulls",
            context =>
            {
                reached.TrySetResult();
                return Fault.Hang(context);
            },
            afterwards: true
        );
        var killed = repository.StartTool("pr", "3");
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        killed.Signal(RunningCommand.SigKill).Wait();
        Assert.Single(server.Pulls.All);
        server.Mend();
        Assert.Equal("unchanged", Outcome(Assert.Single(Deliveries("pr", "--retry"))));
        Assert.Single(server.Pulls.All);
        Assert.Empty(Deliveries("pr", "--retry"));
    }

    [Fact]
    public void A_step_publishes_what_it_keeps_and_the_next_run_what_could_not_be_delivered()
    {
        using var fresh = new ResearchRepository(products);
        fresh.Git("remote", "add", "origin", server.Remote);
        fresh.Git("update-ref", "refs/remotes/origin/main", fresh.Head);
        Connected(fresh).Improve();
        server.Fail("GET", "/pulls", 503, new JsonObject { ["message"] = "Unavailable" });
        var step = fresh
            .Tool("step", "--pr", "--json", "-m", "Faster yet")
            .Succeeds()
            .Says("AR0721")
            .Says("A pull request is not delivered yet (0002)");
        Assert.Equal("kept", step.Json.GetProperty("status").GetString());
        Assert.Empty(server.Pulls.All);
        server.Mend();
        fresh.Tool("run", "--experiments", "1", "--proposer", "search").Succeeds().Says("0002 opened");
        Assert.Contains("Faster yet", (string)Assert.Single(server.Pulls.All)["title"]!, StringComparison.Ordinal);
        Assert.Empty(fresh.Tool("pr", "--retry", "--json").Succeeds().Json.GetProperty("deliveries").EnumerateArray());
    }

    [Fact]
    public void Without_a_token_nothing_is_begun()
    {
        repository.Set("GITHUB_TOKEN", null);
        repository.Edit("LearningRate = 3;", "LearningRate = 10;");
        var before = repository.State();
        repository.Tool("step", "--pr").FailsWith("AR0710", "Contents and Pull requests");
        repository.Tool("pr", "3").FailsWith("AR0710");
        repository.Tool("step", "--draft").Exits(2);
        Assert.Equal(before, repository.State());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void The_proxy_of_the_environment_is_used()
    {
        foreach (var name in (string[])["no_proxy", "NO_PROXY"])
            repository.Set(name, null);
        repository.Set("http_proxy", "http://127.0.0.1:1");
        repository.Tool("pr", "3").FailsWith("AR0722", "HTTPS_PROXY");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void The_token_that_gh_keeps_will_do()
    {
        repository.Set("GITHUB_TOKEN", null);
        var tools = Directory.CreateDirectory(repository.InFolder("../tools")).FullName;
        var gh = Path.Combine(tools, "gh");
        File.WriteAllText(gh, $"#!/bin/sh\ntest \"$*\" = 'auth token --hostname 127.0.0.1' && echo {FakeGitHub.Token}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        repository.Set("PATH", $"{tools}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
        Assert.Equal("opened", Outcome(Assert.Single(Deliveries("pr", "3"))));
    }

    private ResearchRepository Connected(ResearchRepository to)
    {
        to.Git("remote", "set-url", "origin", server.Remote);
        to.Set("GITHUB_API_URL", server.Api);
        to.Set("GITHUB_TOKEN", FakeGitHub.Token);
        to.Set("GH_TOKEN", null);
        return to;
    }

    private List<JsonElement> Deliveries(params string[] arguments) =>
        [.. repository.Tool([.. arguments, "--json"]).Succeeds().Json.GetProperty("deliveries").EnumerateArray()];

    // Nothing that was written holds the token: repository, settings, outbox, cache.
    private void HasNoSecret()
    {
        foreach (
            var file in new DirectoryInfo(repository.InFolder("..")).EnumerateFiles(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
            )
        )
        {
            if (file.Length < 1 << 20)
                Assert.False(
                    File.ReadAllBytes(file.FullName).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(FakeGitHub.Token)) >= 0,
                    $"{file.FullName} holds the token"
                );
        }
    }

    private static string Outcome(JsonElement delivery) => Text(delivery, "outcome");

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
