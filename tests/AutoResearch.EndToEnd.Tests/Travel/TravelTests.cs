using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Travel;

/// <summary>A research goes to a bare repository on a disk, is taken up in a clone with another cache, and comes back.</summary>
public sealed class TravelTests : IDisposable
{
    private readonly Products products;
    private readonly ResearchRepository here;
    private readonly List<ResearchRepository> clones = [];

    public TravelTests(Products products)
    {
        this.products = products;
        here = new ResearchRepository(products);
        here.Shell("git init --quiet --bare --initial-branch main ../bare.git").Succeeds();
        here.Git("remote", "add", "origin", "file://" + Path.GetFullPath(here.InFolder("../bare.git")));
        here.Git("push", "--quiet", "origin", "main");
    }

    public void Dispose()
    {
        here.Dispose();
        foreach (var clone in clones)
            clone.Dispose();
    }

    [Fact]
    public void It_is_taken_up_goes_on_and_comes_back_with_its_weights()
    {
        MeasureAnew();
        Crash(here, "first");
        here.Tool("sync", "--weights").Succeeds();
        var there = Clone();
        there.Tool("status").Succeeds().Says("The ledger of origin was taken up, with 2 experiments");
        Assert.Equal(2, there.Tool("sync", "--weights", "--json").Succeeds().Json.GetProperty("experiments").GetInt32());
        there.Tool("verify", "--all").Succeeds();
        there.Improve();
        there.Tool("step", "-m", "better").Succeeds();
        var sent = there.Tool("sync", "--weights", "--json").Succeeds().Json;
        Assert.Equal(1, sent.GetProperty("sent").GetInt32());
        Assert.Equal(1, sent.GetProperty("weights").GetProperty("sent").GetInt32());
        there.Git("push", "--quiet", "origin", "main");

        var back = here.Tool("sync", "--weights", "--json").Succeeds().Json;
        Assert.Equal(1, back.GetProperty("received").GetInt32());
        Assert.Equal(1, back.GetProperty("weights").GetProperty("received").GetInt32());
        Assert.Equal(there.Git("rev-parse", "autoresearch/log"), here.Git("rev-parse", "autoresearch/log"));
        here.Git("pull", "--quiet", "--ff-only", "origin", "main");
        here.Tool("verify", "--all").Succeeds();
        // Nothing but what was asked for.
        Assert.All(here.Git("ls-remote", "--refs", "origin").Split('\n').Select(line => line.Split('\t')[1]), name =>
            Assert.True(
                name is "refs/heads/main" or "refs/heads/autoresearch/log"
                    || name.StartsWith("refs/autoresearch/experiments/", StringComparison.Ordinal)
                    || name.StartsWith("refs/autoresearch/weights/", StringComparison.Ordinal),
                name
            )
        );
    }

    [Fact]
    public void A_clone_that_has_no_ledger_does_not_begin_a_second_one()
    {
        here.Tool("sync").Succeeds();
        var shallow = Clone("--depth", "1");
        Assert.Contains("origin has one", shallow.Tool("status").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal("origin", shallow.Tool("log", "--json").Succeeds().Json.GetProperty("ledgerOn").GetString());
        shallow.Improve();
        shallow.Tool("step", "-m", "too early").FailsWith("AR0181", "origin", "sync", "--new-ledger");
        shallow.Tool("init").FailsWith("AR0181", "origin");
        shallow.Tool("sync").Succeeds();
        Assert.Single(shallow.Ledger());
    }

    [Fact]
    public void A_second_ledger_is_begun_where_that_is_asked_for_and_then_not_mixed_with_the_first()
    {
        here.Tool("sync").Succeeds();
        var clone = Clone("--depth", "1");
        clone.Tool("init", "--new-ledger").Succeeds();
        var state = clone.State();
        clone.Tool("sync").FailsWith("AR0183", "--set-aside");
        Assert.Equal(state, clone.State());
        clone.Tool("sync", "--set-aside").Succeeds();
        Assert.Equal(here.Git("rev-parse", "autoresearch/log"), clone.Git("rev-parse", "autoresearch/log"));
    }

    [Fact]
    public void Two_machines_that_both_recorded_are_joined()
    {
        MeasureAnew();
        here.Tool("sync").Succeeds();
        var there = Clone();
        there.Tool("sync", "--weights").Succeeds();
        Crash(there, "there");
        there.Tool("sync").Succeeds();
        var published = there.Git("show", "autoresearch/log:results.tsv");

        here.Improve();
        here.Tool("step", "-m", "here").Succeeds();
        var moved = here.Tool("sync", "--weights", "--json").Succeeds().Json.GetProperty("renumbered");
        Assert.Equal((2, 3), (moved[0].GetProperty("from").GetInt32(), moved[0].GetProperty("to").GetInt32()));
        Assert.StartsWith(published, here.Git("show", "autoresearch/log:results.tsv"), StringComparison.Ordinal);
        Assert.Equal(("there", "here"), (here.Experiment(2)["description"], here.Experiment(3)["description"]));
        Assert.Equal(here.Experiment(3)["commit"], here.Git("rev-parse", "refs/autoresearch/experiments/0003"));
        here.Tool("verify", "--all").Succeeds();
        here.IsTidy();
    }

    [Fact]
    public void What_both_kept_is_refused_and_can_be_set_aside()
    {
        here.Tool("sync").Succeeds();
        var there = Clone();
        there.Tool("sync").Succeeds();
        there.Improve();
        there.Tool("step", "-m", "there").Succeeds();
        there.Tool("sync").Succeeds();
        there.Git("push", "--quiet", "origin", "main");

        here.Edit("LearningRate = 1;", "LearningRate = 9;");
        here.Tool("step", "-m", "here").Succeeds();
        var mine = here.Git("rev-parse", "refs/autoresearch/experiments/0002");
        var state = here.State();
        here.Tool("sync").FailsWith("AR0182", "0002", "--set-aside");
        Assert.Equal(state, here.State());
        here.Tool("sync", "--set-aside").Succeeds();
        Assert.Equal("there", here.Experiment(2)["description"]);
        Assert.Equal(mine, here.Git("rev-parse", $"refs/autoresearch/replaced/0002-{mine[..12]}"));
    }

    [Fact]
    public void Fetching_only_sends_nothing()
    {
        var before = here.Git("ls-remote", "origin");
        Assert.Equal(1, here.Tool("sync", "--fetch-only", "--json").Succeeds().Json.GetProperty("unsent").GetInt32());
        Assert.Equal(before, here.Git("ls-remote", "origin"));
    }

    [Fact]
    public void What_cannot_be_reached_is_said()
    {
        here.Tool("sync", "nowhere").FailsWith("AR0180", "origin");
        here.Git("remote", "set-url", "origin", "file://" + here.InFolder("../nothing.git"));
        here.Tool("sync").FailsWith("AR0713", "origin");
        here.Git("remote", "remove", "origin");
        here.Tool("sync").FailsWith("AR0180", "git remote add");
    }

    [Fact]
    public void Killed_at_any_of_ten_moments_the_next_sync_does_the_rest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals");
        MeasureAnew();
        Crash(here, "first");
        here.Improve();
        here.Tool("step", "-m", "better").Succeeds();
        var ledger = here.Git("show", "autoresearch/log:results.tsv");
        KilledThenWhole(here, "Looking at", "Sending 4 refs", "Sending", "Sending the weights", "Sending the weights");
        Assert.Equal(
            here.Git("rev-parse", "autoresearch/log"),
            here.Git("ls-remote", "origin", "refs/heads/autoresearch/log").Split('\t')[0]
        );

        var there = Clone("--depth", "1");
        KilledThenWhole(there, "Looking at", "Fetching", "Fetching", "Fetching", "Fetching");
        Assert.Equal(ledger, there.Git("show", "autoresearch/log:results.tsv"));
        there.Git("fetch", "--quiet", "--unshallow", "origin");
        there.Git("push", "--quiet", here.Folder, "HEAD:refs/heads/taken");
        here.Tool("verify", "--all").Succeeds();
    }

    // Where it has said so, or has ended by itself; every second time with the git that it started. The ledger is then there whole or
    // not at all.
    private static void KilledThenWhole(ResearchRepository repository, params string[] moments)
    {
        for (var time = 0; time < moments.Length; time++)
        {
            var git = time % 2 == 0 ? "" : "$(cat /proc/$tool/task/*/children 2>/dev/null)";
            repository
                .Shell(
                    $"dotnet-autoresearch sync --weights 2>../said & tool=$!; while kill -0 $tool 2>/dev/null && ! grep -q "
                        + $"'{moments[time]}' ../said; do :; done; "
                        + $"kill -9 $tool {git} 2>/dev/null; wait; true"
                )
                .Succeeds();
            repository.Git("fsck", "--no-dangling");
            Assert.All(repository.Git("for-each-ref", "--format", "%(objectname)", "refs/heads/autoresearch").Split('\n'), tip =>
                Assert.True(tip.Length == 0 || repository.Git("show", tip + ":results.tsv").Length > 0)
            );
        }

        repository.Tool("sync", "--weights").Succeeds();
        repository.Tool("status").Succeeds();
        Assert.Equal(repository.Ledger().Count, repository.Git("for-each-ref", "refs/autoresearch/experiments").Split('\n').Length);
    }

    // The weights of the baseline that tests share are in no cache of theirs.
    private void MeasureAnew()
    {
        here.Git("branch", "--quiet", "-D", "autoresearch/log");
        here.Git("update-ref", "-d", "refs/autoresearch/experiments/0001");
        here.Tool("init").Succeeds();
        here.Git("push", "--quiet", "origin", "main");
    }

    private static void Crash(ResearchRepository repository, string message)
    {
        repository.Edit("LearningRate = 1;", "LearningRate = \"x\";");
        repository.Tool("step", "-m", message).Succeeds();
        repository.Git("restore", "Train.cs");
    }

    private ResearchRepository Clone(params string[] options)
    {
        var clone = new ResearchRepository(products, copyOf: null);
        clones.Add(clone);
        here.Git(["clone", "--quiet", .. options, here.Git("remote", "get-url", "origin"), clone.Folder]);
        return clone;
    }
}
