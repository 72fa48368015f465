using AutoResearch.Repository;

namespace AutoResearch.Tests.Repositories;

public class IdentityTests
{
    [Theory]
    [InlineData("Ada Example <ada@example.com> 1790000000 +0100\n", "Ada Example", "ada@example.com")]
    [InlineData("a <a@b> 0 -0000", "a", "a@b")]
    [InlineData("Ada \"the\" Example, Jr. <ada+ci@example.com> 1790000000 +0530", "Ada \"the\" Example, Jr.", "ada+ci@example.com")]
    public void What_git_says_is_taken_apart(string said, string name, string email) => Assert.Equal((name, email), Identity.Parse(said));

    [Theory]
    [InlineData("")]
    [InlineData("fatal: unable to auto-detect email address")]
    [InlineData(" <ada@example.com> 1790000000 +0100")]
    [InlineData("Ada <> 1790000000 +0100")]
    public void What_is_no_identity_is_none(string said) => Assert.Null(Identity.Parse(said));
}
