using AutoResearch.Repository;

namespace AutoResearch.Tests.Repositories;

public class UnsupportedFormatTests
{
    [Theory]
    [InlineData("unsupported mandatory extension: 'link'", "--no-split-index")]
    [InlineData("unsupported mandatory extension: 'sdir'", "--no-sparse-index")]
    [InlineData("unsupported extension name extensions.refstorage", "git refs migrate")]
    [InlineData("unsupported extension name extensions.objectformat", "--object-format=sha1")]
    [InlineData("unsupported extension name extensions.partialclone", "--filter")]
    [InlineData("unsupported extension name extensions.something", "git config --get-regexp extensions")]
    public void What_libgit2_does_not_know_has_a_way_out(string message, string way) =>
        Assert.Contains(way, UnsupportedFormat.Explain(message));

    [Theory]
    [InlineData("could not find repository")]
    [InlineData("object not found - no match for id")]
    public void What_is_something_else_is_left_alone(string message) => Assert.Null(UnsupportedFormat.Explain(message));
}
