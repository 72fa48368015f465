using System.Text.RegularExpressions;
using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests;

public class SlugTests
{
    [Theory]
    [InlineData("Lower the learning rate!", "lower-the-learning-rate")]
    [InlineData("  Größere Schritte  ", "gr-ere-schritte")]
    [InlineData("日本語", "experiment")]
    [InlineData("", "experiment")]
    public void A_description_becomes_a_branch_name(string description, string expected) => Assert.Equal(expected, Slug.Of(description));

    [Fact]
    public void Any_text_becomes_a_valid_ref_component() =>
        Gen.String.Sample(text => Regex.IsMatch(Slug.Of(text), "^[a-z0-9]+(-[a-z0-9]+)*$") && Slug.Of(text).Length <= 40);
}
