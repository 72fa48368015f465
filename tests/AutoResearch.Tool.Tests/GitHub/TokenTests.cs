using AutoResearch.GitHub;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Training;

namespace AutoResearch.Tests.GitHub;

/// <summary>Where a token comes from, and where it does not go.</summary>
public sealed class TokenTests
{
    private static readonly GitHubServer Public = new("github.com", new Uri("https://api.github.com/"));
    private static readonly GitHubServer Enterprise = new("git.example.org", new Uri("https://git.example.org/api/v3/"));

    [Theory]
    [InlineData("one", "GITHUB_TOKEN", "GITHUB_TOKEN=one", "GH_TOKEN=two")]
    [InlineData("two", "GH_TOKEN", "GITHUB_TOKEN=", "GH_TOKEN=two")]
    [InlineData("two", "GH_TOKEN", "GH_TOKEN= two\n")]
    [InlineData("kept", "gh auth token")]
    [InlineData("one", "GITHUB_TOKEN", "GITHUB_TOKEN=one", "GITHUB_API_URL=https://api.github.com", "GITHUB_SERVER_URL=https://github.com")]
    public void The_first_that_there_is(string secret, string source, params string[] variables)
    {
        var token = Source(variables).For(Public);
        Assert.Equal((secret, source), (token.Reveal(), token.Source));
    }

    [Theory]
    [InlineData("kept", "GITHUB_TOKEN=one", "GH_TOKEN=two")]
    [InlineData("one", "GITHUB_TOKEN=one", "GH_HOST=git.example.org")]
    [InlineData("one", "GITHUB_TOKEN=one", "GITHUB_SERVER_URL=https://git.example.org")]
    [InlineData("theirs", "GITHUB_TOKEN=one", "GH_ENTERPRISE_TOKEN=theirs")]
    public void A_token_of_github_com_is_not_sent_elsewhere(string secret, params string[] variables) =>
        Assert.Equal(secret, Source(variables).For(Enterprise).Reveal());

    [Fact]
    public void A_token_of_an_enterprise_is_not_sent_to_github_com() =>
        Assert.Equal("kept", Source("GITHUB_TOKEN=one", "GITHUB_SERVER_URL=https://git.example.org").For(Public).Reveal());

    [Fact]
    public void Without_one_it_says_where_to_get_it()
    {
        var none = Assert.Throws<ResearchException>(() =>
            new TokenSource(name => name == "GITHUB_TOKEN" ? "one" : null, _ => null).For(Enterprise)
        );
        Assert.Equal(Codes.NoToken, none.Code);
        foreach (
            var part in (string[])["Contents and Pull requests", "gh auth login --hostname git.example.org", "GH_HOST=git.example.org"]
        )
            Assert.Contains(part, none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_no_text() => Assert.DoesNotContain("secret", $"{new AccessToken("secret", "GH_TOKEN")}", StringComparison.Ordinal);

    [Fact]
    public void Training_does_not_get_it()
    {
        string[] names = ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "AUTORESEARCH_PUSH_TOKEN"];
        var before = names.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var name in names)
                Environment.SetEnvironmentVariable(name, "secret");
            var environment = new Dictionary<string, string?>();
            CandidateEnvironment.Apply(environment, "/scratch");
            Assert.DoesNotContain("secret", environment.Values);
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Theory]
    [InlineData(
        "fatal: unable to access 'https://ada:secret@git.example.org/ada/research.git/': boom",
        "fatal: unable to access 'https://git.example.org/ada/research.git/': boom"
    )]
    [InlineData("To https://secret@git.example.org/a/b", "To https://git.example.org/a/b")]
    [InlineData("remote: see https://git.example.org/a@b", "remote: see https://git.example.org/a@b")]
    public void Credentials_of_an_address_are_left_out(string said, string clean) =>
        Assert.Equal(clean, PushReport.WithoutCredentials(said));

    private static TokenSource Source(params string[] variables)
    {
        var environment = variables.ToDictionary(
            variable => variable[..variable.IndexOf('=')],
            variable => variable[(variable.IndexOf('=') + 1)..]
        );
        return new TokenSource(environment.GetValueOrDefault, _ => "kept\n");
    }
}
