using System.Text.Json;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Publishing;

/// <summary>What would be published of a research, without publishing it.</summary>
[Collection(Training.Name)]
public sealed class PrTests(Published published, Products products) : IClassFixture<Published>, IDisposable
{
    private readonly ResearchRepository repository = new(products, copyOf: published.Repository.Folder);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void An_independent_idea_stands_on_the_target_and_holds_nothing_else()
    {
        var planned = Assert.Single(Plan("pr", "3", "--dry-run"));
        Assert.Equal(
            ("autoresearch/pr/0003-twice-the-step", "main", published.Base, false),
            (Text(planned, "branch"), Text(planned, "base"), Text(planned, "baseCommit"), planned.GetProperty("stacked").GetBoolean())
        );

        var commit = Text(planned, "commit");
        Assert.Equal(published.Base, repository.Git("rev-parse", commit + "^"));
        Assert.Equal("Train.cs", repository.Git("diff", "--name-only", published.Base, commit));
        Assert.Equal("1\t1\tTrain.cs", repository.Git("diff", "--numstat", published.Base, commit));
        Assert.Contains("sub_(2 * LearningRate", repository.Git("show", commit + ":Train.cs"), StringComparison.Ordinal);
        Assert.Contains("LearningRate = 1;", repository.Git("show", commit + ":Train.cs"), StringComparison.Ordinal);
        Assert.Equal("Ada Example <ada@example.com> Ada Example", repository.Git("log", "-1", "--format=%an <%ae> %cn", commit));
        Assert.Equal(
            repository.Experiment(3)["time"],
            repository.Git("log", "-1", "--date=format:%Y-%m-%dT%H:%M:%SZ", "--format=%ad", commit)
        );
        Assert.Contains("dotnet autoresearch verify 3", repository.Git("log", "-1", "--format=%B", commit), StringComparison.Ordinal);
    }

    [Fact]
    public void What_builds_on_another_one_comes_after_it_and_stands_on_its_branch()
    {
        var planned = Plan("pr", "5", "--dry-run");
        Assert.Equal([Published.Rate, Published.HigherRate], planned.Select(entry => entry.GetProperty("experiment").GetInt32()));
        Assert.Equal((Text(planned[0], "branch"), Text(planned[0], "commit")), (Text(planned[1], "base"), Text(planned[1], "baseCommit")));
        Assert.True(planned[1].GetProperty("stacked").GetBoolean());
        Assert.Contains("**Stacked** on `autoresearch/pr/0002-raise-the-rate", Text(planned[1], "body"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "2 * LearningRate",
            repository.Git("show", Text(planned[1], "commit") + ":Train.cs"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Asking_again_gives_the_same_and_changes_nothing()
    {
        var before = repository.State();
        var first = repository.Tool("pr", "--all-kept", "--dry-run", "--json").Succeeds().Output;
        Assert.Equal(first, repository.Tool("pr", "--all-kept", "--dry-run", "--json").Succeeds().Output);
        Assert.Equal(before, repository.State());
    }

    [Fact]
    public void All_kept_are_all_and_the_best_is_the_best()
    {
        Assert.Equal(
            [Published.Rate, Published.Twice, Published.HigherRate],
            Plan("pr", "--all-kept", "--dry-run").Select(entry => entry.GetProperty("experiment").GetInt32())
        );
        Assert.Equal(Published.HigherRate, Plan("pr", "--best", "--dry-run")[^1].GetProperty("experiment").GetInt32());
    }

    [Fact]
    public void A_dry_run_shows_all_that_would_be_pushed_and_posted()
    {
        var text = repository
            .Tool("pr", "3", "--dry-run", "--draft", "--label", "idea", "--label", "model", "--reviewer", "ada/research")
            .Succeeds()
            .Output;
        var planned = Assert.Single(Plan("pr", "3", "--dry-run"));
        foreach (
            var part in (string[])
                [
                    $"push to origin: {Text(planned, "branch")}\n",
                    $"commit {Text(planned, "commit")} on main {published.Base[..12]}; Train.cs: +1 -1",
                    "    0003: Twice the step\n",
                    "    +            parameter.sub_(2 * LearningRate",
                    $"post: a draft pull request of {Text(planned, "branch")} into main\n",
                    "labels: idea, model\n",
                    "reviewers: ada/research\n",
                    "title: 0003: Twice the step\n",
                ]
        )
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.All(Text(planned, "body").TrimEnd('\n').Split('\n'), line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_is_the_same_without_a_remote()
    {
        var with = repository.Tool("pr", "3", "--print").Succeeds().Output;
        repository.Git("remote", "remove", "origin");
        Assert.Equal(with, repository.Tool("pr", "3", "--print").Succeeds().Output);
        Assert.StartsWith("# 0003: Twice the step\n\n<!-- autoresearch:experiment=0003 repository=", with, StringComparison.Ordinal);
        foreach (
            var part in (string[])
                [
                    "> Twice the step",
                    "**test_acc 0.9955** against 0.9728 (+2.33 %, higher is better)",
                    "| held-out split | confirmed: not worse than the incumbent there |",
                    "xychart-beta",
                    "dotnet autoresearch verify 3",
                ]
        )
            Assert.Contains(part, with, StringComparison.Ordinal);
        // The held-out score itself is for nobody.
        Assert.DoesNotContain("0.993", with, StringComparison.Ordinal);
        repository.Tool("pr", "3").FailsWith("AR0706");
    }

    [Fact]
    public void What_a_proposer_wrote_does_nothing()
    {
        var planned = Assert.Single(Plan("pr", "2", "--dry-run"));
        Assert.Equal("autoresearch/pr/0002-raise-the-rate-fixes-1-thanks-octocat-im", Text(planned, "branch"));
        foreach (var text in (string[])[Text(planned, "title"), Text(planned, "body"), Text(planned, "message")])
        {
            foreach (var live in (string[])["#1", "@octocat", "https://"])
                Assert.DoesNotContain(live, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<img", Text(planned, "body"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", repository.Tool("pr", "2", "--print").Succeeds().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Published.Baseline, "is a measurement of the research branch itself")]
    [InlineData(Published.Worse, "was not kept (discarded)")]
    public void What_was_not_kept_is_not_published(int number, string why) =>
        repository.Tool("pr", $"{number}", "--print").FailsWith("AR0701", why);

    [Fact]
    public void A_target_that_is_not_there_is_refused_and_the_text_is_there_all_the_same()
    {
        repository.Tool("pr", "3", "--base", "gone", "--dry-run").FailsWith("AR0702", "origin has no branch 'gone'", "it knows main");
        repository.Tool("pr", "3", "--base", "gone", "--print").Succeeds().Says("AR0702");
    }

    [Fact]
    public void What_the_target_has_already_is_not_published_again()
    {
        repository.Git("update-ref", "refs/remotes/origin/main", repository.Git("rev-parse", "refs/autoresearch/experiments/0003"));
        repository.Tool("pr", "2", "--dry-run").FailsWith("AR0703", "main already has the change of experiment 0002");
        repository.Tool("pr", "2", "--print").Succeeds();
        // All but what is left is no failure.
        var plan = repository
            .Tool("pr", "--all-kept", "--dry-run", "--json")
            .Succeeds()
            .Says("note AR0703")
            .Json.GetProperty("pullRequests")
            .EnumerateArray()
            .ToList();
        Assert.Equal(
            ["AR0703", "AR0703", null],
            plan.Select(entry => entry.TryGetProperty("problem", out var problem) ? problem.GetProperty("code").GetString() : null)
        );
        Assert.Equal("main", Text(plan[2], "base"));
    }

    [Fact]
    public void A_named_base_is_the_target()
    {
        repository.Git("update-ref", "refs/remotes/origin/next", repository.Git("rev-parse", "refs/autoresearch/experiments/0002"));
        var planned = Assert.Single(Plan("pr", "5", "--base", "next", "--dry-run"));
        Assert.Equal(
            ("next", repository.Git("rev-parse", "refs/autoresearch/experiments/0002")),
            (Text(planned, "base"), Text(planned, "baseCommit"))
        );
    }

    [Theory]
    [InlineData]
    [InlineData("3", "--best")]
    [InlineData("3", "--print", "--dry-run")]
    [InlineData("--retry", "--print")]
    [InlineData("--retry", "--best")]
    public void What_makes_no_sense_is_wrong_usage(params string[] words) => repository.Tool(["pr", .. words]).Exits(2);

    [Fact]
    public void Publishing_without_anything_to_publish_with_says_so_and_changes_nothing()
    {
        var before = repository.State();
        repository.Tool("pr", "3").FailsWith("AR0706", "pr N --print");
        repository.Tool("pr", "--retry").Succeeds();
        Assert.Equal(before, repository.State());
    }

    [Fact]
    public void In_a_fresh_clone_of_a_pull_request_verify_checks_the_lock()
    {
        var clone = repository.InFolder("../clone");
        repository.Git("clone", "--quiet", "--no-hardlinks", repository.Folder, clone);
        repository.Git("-C", clone, "checkout", "--quiet", "--detach");
        repository.ToolIn(clone, "verify", "--all").Succeeds();
        repository.Git("-C", clone, "branch", "--quiet", "--unset-upstream", "main");
        File.AppendAllText(Path.Combine(clone, "Prepare.cs"), "// easier\n");
        repository.Git("-C", clone, "commit", "--quiet", "--all", "--message", "Make it easier");
        Assert.Contains("Prepare.cs", repository.ToolIn(clone, "verify", "--all").Exits(1).ToString(), StringComparison.Ordinal);
    }

    private List<JsonElement> Plan(params string[] arguments) =>
        [.. repository.Tool([.. arguments, "--json"]).Succeeds().Json.GetProperty("pullRequests").EnumerateArray()];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
