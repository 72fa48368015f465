using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Tests.Publishing;

/// <summary>Which branch results are merged into.</summary>
public sealed class TargetBranchTests : IDisposable
{
    private readonly ScratchRepository repository = new("a");

    public void Dispose() => repository.Dispose();

    [Fact]
    public void The_remote_s_default_branch_comes_first()
    {
        var other = Remotely("origin", "trunk", "main", "research");
        repository.Git.Refs.Add("refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
        Follow("origin", "research");
        Assert.Equal(new PublishTarget("origin", "trunk", other), Find(null));
    }

    [Fact]
    public void Then_the_branch_that_is_followed()
    {
        var other = Remotely("origin", "research", "main");
        Follow("origin", "research");
        Assert.Equal(new PublishTarget("origin", "research", other), Find(null));
    }

    [Fact]
    public void Then_main() => Assert.Equal(new PublishTarget("origin", "main", Remotely("origin", "aaa", "main")), Find(null));

    [Theory]
    [InlineData("next")]
    [InlineData("origin/next")]
    public void A_named_one_comes_before_all(string named) =>
        Assert.Equal(new PublishTarget("origin", "next", Remotely("origin", "main", "next")), Find(named));

    [Fact]
    public void The_followed_remote_comes_before_origin()
    {
        Remotely("origin", "main");
        var other = Remotely("upstream", "main");
        Follow("upstream", "main");
        Assert.Equal(new PublishTarget("upstream", "main", other), Find(null));
    }

    [Theory]
    [InlineData(
        "gone",
        "origin has no branch 'gone', as far as this repository knows: it knows main. If it is new there, fetch it: git fetch origin."
    )]
    [InlineData("..", "origin has no branch '..'")]
    public void A_branch_that_is_not_there_is_refused(string named, string expected)
    {
        Remotely("origin", "main");
        Refuses(named, expected);
    }

    [Fact]
    public void A_remote_that_was_never_fetched_is_told()
    {
        repository.Remote("origin");
        Refuses(null, "it knows none. Fetch them ('git fetch origin')");
    }

    [Fact]
    public void Several_remotes_of_which_none_is_origin_have_to_be_told_apart()
    {
        Remotely("one", "main");
        Remotely("two", "main");
        Refuses(null, "There are several remotes (one, two) and none of them is origin.");
    }

    [Fact]
    public void Without_a_remote_it_is_where_the_research_began()
    {
        Assert.Equal(new PublishTarget(null, "main", "beginning"), Find(null));
        Assert.Equal(new PublishTarget(null, "main", repository.First), Find("main"));
        Refuses("gone", "There is no branch 'gone', and no remote");
    }

    private PublishTarget Find(string? named) => new TargetBranch(repository.Repository).Find(named, "beginning");

    private void Refuses(string? named, string expected)
    {
        var refused = Assert.Throws<ResearchException>(() => Find(named));
        Assert.Equal(Codes.NoTarget, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private string Remotely(string remote, params string[] branches)
    {
        repository.Remote(remote);
        var commit = repository.Elsewhere(repository.First, remote);
        foreach (var branch in branches)
            repository.SetRef($"refs/remotes/{remote}/{branch}", commit);
        return commit;
    }

    private void Follow(string remote, string branch) =>
        repository.Git.Branches.Update(
            repository.Git.Branches["main"],
            update => update.Remote = remote,
            update => update.UpstreamBranch = $"refs/heads/{branch}"
        );
}
