using AutoResearch.Research;
using AutoResearch.Tests.Publishing;

namespace AutoResearch.Tests.Repositories;

/// <summary>Another git, or an editor's, holds the index.</summary>
public sealed class IndexWritingTests : IDisposable
{
    private readonly ScratchRepository scratch = new("one");

    private string Held => Path.Combine(scratch.Folder, ".git", "index.lock");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_lock_that_comes_and_goes_is_waited_for()
    {
        File.WriteAllText(Held, "");
        var commit = Task.Run(() => scratch.Commit("The second", "two"), TestContext.Current.CancellationToken);
        // Whenever it is taken away, before or after the first try, the commit is made.
        File.Delete(Held);
        Assert.Equal(await commit, scratch.Repository.HeadCommit);
        Assert.Empty(scratch.Repository.Changes());
    }

    [Fact]
    public void A_lock_that_stays_is_named_and_nothing_was_committed()
    {
        var before = scratch.Repository.HeadCommit;
        File.WriteAllText(Held, "");
        var refused = Assert.Throws<ResearchException>(() => scratch.Commit("The second", "two"));
        Assert.Equal("AR0120", refused.Code);
        Assert.Contains(Held, refused.Message);
        Assert.Equal(before, scratch.Repository.HeadCommit);
    }
}
