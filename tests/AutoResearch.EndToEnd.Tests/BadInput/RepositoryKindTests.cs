using AutoResearch.EndToEnd.Audit;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Repositories as people have them: an experiment is recorded there like anywhere, or it is said what is in the way.</summary>
public sealed class RepositoryKindTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_linked_worktree_and_the_main_one_share_a_ledger()
    {
        var linked = repository.InFolder("../linked");
        repository.Git("worktree", "add", "--quiet", "-b", "side", linked);
        StepsIn(linked);
        StepsIn(repository.Folder);
        StepsIn(linked);
        Assert.Equal(["kept", "discarded", "discarded", "discarded"], repository.Ledger().Select(row => row["outcome"]));
    }

    [Fact]
    public void A_worktree_of_a_bare_repository()
    {
        var bare = repository.InFolder("../bare.git");
        repository.Git("clone", "--quiet", "--bare", repository.Folder, bare);
        var linked = repository.InFolder("../linked");
        repository.Git("-C", bare, "worktree", "add", "--quiet", linked, "main");
        StepsIn(linked);
    }

    [Fact]
    public void A_submodule()
    {
        var whole = Directory.CreateDirectory(repository.InFolder("../whole")).FullName;
        repository.Git("init", "--quiet", whole);
        repository.Git("-C", whole, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repository.Folder, "research");
        StepsIn(Path.Combine(whole, "research"));
    }

    [Fact]
    public void A_split_index()
    {
        repository.Git("config", "core.splitIndex", "true");
        repository.Git("update-index", "--split-index");
        StepsIn(repository.Folder);
    }

    [Fact]
    public void A_sparse_checkout()
    {
        repository.Git("sparse-checkout", "set", "corpus");
        StepsIn(repository.Folder);
    }

    [Fact]
    public void Line_ends_of_Windows_outside_the_attributes()
    {
        var clone = repository.InFolder("../clone");
        repository.Git("-c", "core.autocrlf=true", "clone", "--quiet", repository.Folder, clone);
        repository.Git("-C", clone, "config", "core.autocrlf", "true");
        StepsIn(clone);
    }

    [Fact]
    public void What_agents_leave_is_no_part_of_an_experiment()
    {
        Directory.CreateDirectory(repository.InFolder(".claude"));
        File.WriteAllText(repository.InFolder(".claude/settings.local.json"), "{}");
        File.WriteAllText(repository.InFolder(".aider.chat.history.md"), "hello");
        StepsIn(repository.Folder);
        Assert.DoesNotContain(
            "settings.local",
            repository.Git("ls-tree", "-r", "--name-only", "refs/autoresearch/experiments/0002"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_identity_that_only_the_environment_knows()
    {
        repository.Set("HOME", Directory.CreateDirectory(repository.InFolder("../nobody")).FullName);
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            repository.Set($"GIT_{role}_NAME", "Grace Example");
            repository.Set($"GIT_{role}_EMAIL", "grace@example.com");
        }

        StepsIn(repository.Folder);
        Assert.Equal(
            "Grace Example <grace@example.com>",
            repository.Git("log", "-1", "--format=%an <%ae>", "refs/autoresearch/experiments/0002")
        );
    }

    [Fact]
    public void A_branch_where_those_of_experiments_go()
    {
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        repository.Git("init", "--quiet", "--initial-branch", "autoresearch");
        repository.CommitAll("The project");
        repository.Tool("init").FailsWith("AR0119", "git branch -m autoresearch");
        Assert.Equal("", repository.Git("for-each-ref", "refs/autoresearch"));
    }

    [Fact]
    public void An_ignore_file_of_the_user_s_own()
    {
        var ignore = repository.InFolder("../ignore");
        File.WriteAllText(ignore, "*.lock\n");
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        repository.Git("init", "--quiet", "--initial-branch", "main");
        repository.Git("config", "core.excludesFile", ignore);
        repository.Tool("init").Succeeds();
        Assert.Equal("autoresearch.lock", repository.Git("ls-files", "autoresearch.lock"));
    }

    [Fact]
    public void Objects_named_by_SHA_256_are_refused_with_a_way_out()
    {
        var folder = repository.InFolder("../sha256");
        repository.Git("init", "--quiet", "--object-format=sha256", folder);
        repository.ToolIn(folder, "status").FailsWith("AR0121", "--object-format=sha1");
    }

    [Fact]
    public void A_partial_clone_is_refused_with_a_way_out()
    {
        repository.Git("config", "uploadpack.allowFilter", "true");
        var clone = repository.InFolder("../partial");
        repository.Git("clone", "--quiet", "--filter=blob:none", $"file://{repository.Folder}", clone);
        repository.ToolIn(clone, "status").FailsWith("AR0121", "--filter");
    }

    [Fact]
    public void An_index_that_somebody_holds_is_waited_for()
    {
        var held = repository.InFolder(".git/index.lock");
        File.AppendAllText(repository.InFolder("program.md"), "\nMore prose.\n");
        File.WriteAllText(held, "");
        var locking = repository.StartTool("lock", "-m", "More prose");
        // Before its first try or after it: the command waits longer than this takes.
        File.Delete(held);
        locking.Wait().Succeeds();
        Assert.Equal("More prose", repository.Git("log", "-1", "--format=%s"));
    }

    [Fact]
    public void Hooks_get_the_environment_of_the_user_and_no_tokens()
    {
        var hooks = Directory.CreateDirectory(repository.InFolder(".git/autoresearch/hooks")).FullName;
        var seen = repository.InFolder("../seen");
        var hook = Path.Combine(hooks, "before-experiment");
        File.WriteAllText(hook, $"#!/bin/sh\nenv > {seen}\n");
        repository.Shell($"chmod +x {hook}").Succeeds();
        repository.Set("VERSION", "of the user");
        repository.Set("GITHUB_TOKEN", "secret");
        repository.Set("DOTNET_HOST_PATH", null);
        StepsIn(repository.Folder);
        var names = File.ReadLines(seen).Select(line => line.Split('=')[0]).ToList();
        Assert.Contains("VERSION", names);
        Assert.Empty(names.Intersect(["GITHUB_TOKEN", "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "DOTNET_HOST_PATH"]));
    }

    [Fact]
    public void A_folder_that_is_renamed_or_copied_keeps_its_weights()
    {
        var parent = Path.GetDirectoryName(repository.Folder)!;
        var (renamed, copied) = (Path.Combine(parent, "renamed"), Path.Combine(parent, "copied"));
        // Measured here: what the copies of the project were measured with lies in another cache.
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        repository.Tool("init").Succeeds();
        Directory.Move(repository.Folder, renamed);
        new Audited(repository.ToolIn(renamed, "verify", "--all", "--json")).Agrees();
        products.Machine.Run(parent, "cp", "-a", renamed, copied).Succeeds();
        new Audited(repository.ToolIn(copied, "verify", "--all", "--json")).Agrees();
        new Audited(repository.ToolIn(renamed, "verify", "--all", "--json")).Agrees();
        Directory.Move(renamed, repository.Folder);
    }

    private void StepsIn(string folder)
    {
        var train = Path.Combine(folder, "Train.cs");
        File.WriteAllText(train, File.ReadAllText(train).Replace("LearningRate = 1;", "LearningRate = 0.01;", StringComparison.Ordinal));
        Assert.Equal("discarded", repository.ToolIn(folder, "step", "--json").Succeeds().Json.GetProperty("status").GetString());
        Assert.Contains("LearningRate = 1;", File.ReadAllText(train), StringComparison.Ordinal);
    }
}
