using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Tests.Publishing;

/// <summary>Branches with one idea each, in a real repository.</summary>
public sealed class CleanBranchTests : IDisposable
{
    // Lines far enough apart to be changed independently.
    private readonly ScratchRepository repository = new("a", "-", "-", "-", "b", "-", "-", "-", "c");

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Independent_ideas_get_independent_branches()
    {
        var first = repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var second = repository.Keep(3, "A", "-", "-", "-", "B", "-", "-", "-", "c");
        var branches = repository.On(repository.First);

        foreach (var (number, expected) in ((int, string)[])[(first, "A - - - b - - - c"), (second, "a - - - B - - - c")])
        {
            var branch = branches.Find(number);
            Assert.Equal($"autoresearch/pr/{number:0000}-idea", branch.Name);
            Assert.Equal(
                ("main", repository.First, false, (int?)null),
                (branch.BaseName, branch.BaseCommit, branch.IsStacked, branch.BaseExperiment)
            );
            Assert.Equal(expected, repository.Train(branch.Commit));
            Assert.Equal(("Train.cs", 1, 1), (Assert.Single(branch.Files), branch.Insertions, branch.Deletions));
        }
    }

    [Fact]
    public void The_commit_has_the_message_the_author_and_the_experiment_s_time_and_no_other_file()
    {
        File.WriteAllText(repository.InFolder("program.md"), "- a new baseline\n");
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var branch = repository.On(repository.First).Find(2);
        var commit = repository.Git.Lookup<Commit>(branch.Commit);

        Assert.Equal("0002: Idea 2\n", commit.Message);
        Assert.Equal(("Ada Example", "ada@example.com"), (commit.Author.Name, commit.Author.Email));
        Assert.Equal(repository.Kept[0].Time, commit.Author.When);
        Assert.Equal(commit.Author, commit.Committer);
        Assert.Equal(["Train.cs"], repository.Repository.Commits.ChangedPaths(repository.First, branch.Commit));
    }

    [Fact]
    public void The_same_call_makes_the_same_commit_and_no_ref()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var refs = repository.Git.Refs.Count();
        Assert.Equal(repository.On(repository.First).Find(2).Commit, repository.On(repository.First).Find(2).Commit);
        Assert.Equal(refs, repository.Git.Refs.Count());
    }

    [Fact]
    public void What_builds_on_another_one_is_stacked_on_the_nearest_that_it_applies_to()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        repository.Keep(3, "A", "-", "-", "-", "B", "-", "-", "-", "c");
        repository.Keep(4, "A", "-", "-", "-", "B", "-", "-", "-", "C");
        repository.Keep(5, "AA", "-", "-", "-", "B", "-", "-", "-", "C");
        repository.Keep(6, "AAA", "-", "-", "-", "B", "-", "-", "-", "C");
        var branches = repository.On(repository.First);

        var top = branches.Find(6);
        Assert.Equal(("autoresearch/pr/0005-idea", 5, true), (top.BaseName, top.BaseExperiment!.Value, top.IsStacked));
        Assert.Equal("AAA - - - b - - - c", repository.Train(top.Commit));
        var below = branches.Find(5);
        Assert.Equal(top.BaseCommit, below.Commit);
        Assert.Equal(("autoresearch/pr/0002-idea", 2), (below.BaseName, below.BaseExperiment!.Value));
        Assert.Equal(1, below.Insertions);
        Assert.False(branches.Find(4).IsStacked);
    }

    [Fact]
    public void Ideas_on_neighbouring_lines_that_build_on_several_others_stand_on_the_target()
    {
        repository.Keep(2, "a", "-", "-", "X", "b", "-", "-", "-", "c");
        repository.Keep(3, "a", "-", "-", "X", "b", "Y", "-", "-", "c");
        repository.Keep(4, "a", "-", "-", "X", "B", "Y", "-", "-", "c");
        var branch = repository.On(repository.First).Find(4);
        Assert.False(branch.IsStacked);
        Assert.Equal("a - - - B - - - c", repository.Train(branch.Commit));
    }

    [Fact]
    public void What_needs_several_others_is_refused_with_the_way_out()
    {
        repository.Keep(2, "a", "-", "-", "X", "b", "-", "-", "-", "c");
        repository.Keep(3, "a", "-", "-", "X", "b", "Y", "-", "-", "c");
        repository.Keep(4, "a", "-", "-", "XX", "B", "YY", "-", "-", "c");
        var refused = Assert.Throws<ResearchException>(() => repository.On(repository.First).Find(4));
        Assert.Equal(Codes.DoesNotApply, refused.Code);
        Assert.Contains("dotnet autoresearch show 4 --diff", refused.Message, StringComparison.Ordinal);
        // And once the others are merged, it applies.
        Assert.False(repository.On(repository.Kept[1].Commit).Find(4).IsStacked);
    }

    [Fact]
    public void What_the_target_has_is_not_published_again()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        repository.Keep(3, "AA", "-", "-", "-", "b", "-", "-", "-", "c");
        var squashed = repository.Elsewhere(repository.First, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var refused = Assert.Throws<ResearchException>(() => repository.On(squashed).Find(2));
        Assert.Equal(Codes.AlreadyInBase, refused.Code);
        // What was stacked on it now stands on the target itself.
        Assert.Equal(
            ("main", squashed, false),
            (
                repository.On(squashed).Find(3).BaseName,
                repository.On(squashed).Find(3).BaseCommit,
                repository.On(squashed).Find(3).IsStacked
            )
        );
    }

    [Fact]
    public void A_target_without_the_project_is_named()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var git = repository.Git;
        var signature = git.Head.Tip.Author;
        var empty = git
            .ObjectDatabase.CreateCommit(signature, signature, "Empty", git.ObjectDatabase.CreateTree(new TreeDefinition()), [], false)
            .Sha;
        var refused = Assert.Throws<ResearchException>(() => repository.On(empty).Find(2));
        Assert.Equal(Codes.DoesNotApply, refused.Code);
        Assert.Contains("main has no Train.cs yet", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_editable_files_is_taken_over()
    {
        File.WriteAllText(repository.InFolder("Prepare.cs"), "// tampered with\n");
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        Assert.Equal(["Train.cs"], repository.On(repository.First).Find(2).Files);
    }

    [Fact]
    public void A_file_that_an_experiment_removed_is_removed()
    {
        File.WriteAllText(repository.InFolder("More.cs"), "// more\n");
        var with = repository.Commit("More", "a", "-", "-", "-", "b", "-", "-", "-", "c");
        File.Delete(repository.InFolder("More.cs"));
        repository.Commit("Less", "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var candidate = repository.Repository.Commits.CreateCandidate(with, ["More.cs", "Train.cs"], "Less");
        var change = new Research.Publishing.KeptChange(
            2,
            candidate,
            "autoresearch/pr/0002-idea",
            ["More.cs", "Train.cs"],
            "Idea\n",
            DateTimeOffset.UnixEpoch
        );
        var branch = new Repository.CleanBranches(
            repository.Repository,
            new Research.Publishing.PublishTarget("origin", "main", with),
            [change]
        ).Find(2);
        Assert.Equal(["More.cs", "Train.cs"], branch.Files.Order());
        Assert.Null(repository.Repository.Commits.BlobId(branch.Commit, "More.cs"));
    }

    [Fact]
    public void A_target_that_moves_on_elsewhere_leaves_what_was_published_alone()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var branches = repository.On(repository.First);
        var published = branches.Find(2);
        Assert.Null(published.Replaces);
        branches.Offer(2, published);
        Assert.Equal(published.Commit, repository.Git.Refs[Repository.CleanBranches.Outbox(2)].TargetIdentifier);
        Assert.Null(repository.On(repository.First).Find(2).Replaces);
        branches.Delivered(2, published);
        Assert.Null(repository.Git.Refs[Repository.CleanBranches.Outbox(2)]);

        var moved = repository.Elsewhere(repository.First, "a", "-", "-", "-", "b", "-", "-", "-", "CC");
        var again = repository.On(moved).Find(2);
        Assert.Equal((published.Commit, repository.First, published.Commit), (again.Commit, again.BaseCommit, again.Replaces));
    }

    [Fact]
    public void A_target_that_moves_on_in_its_way_makes_it_anew()
    {
        repository.Keep(2, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        repository.Keep(3, "AA", "-", "-", "-", "b", "-", "-", "-", "c");
        var branches = repository.On(repository.First);
        branches.Delivered(2, branches.Find(2));
        var stacked = branches.Find(3);
        branches.Delivered(3, stacked);

        var squashed = repository.Elsewhere(repository.First, "A", "-", "-", "-", "b", "-", "-", "-", "c");
        var again = repository.On(squashed).Find(3);
        Assert.NotEqual(stacked.Commit, again.Commit);
        Assert.Equal((squashed, stacked.Commit, "main"), (again.BaseCommit, again.Replaces, again.BaseName));
        Assert.Equal("AA - - - b - - - c", repository.Train(again.Commit));
    }
}
