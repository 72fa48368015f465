using AutoResearch.GitHub;
using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests.GitHub;

/// <summary>What a remote's address says, and where its API is.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("https://github.com/ada/research", "https", "github.com", null)]
    [InlineData("https://github.com/ada/research.git", "https", "github.com", null)]
    [InlineData("https://www.GitHub.com/ada/research.git/", "https", "github.com", null)]
    [InlineData("https://ada:secret@github.com/ada/research.git", "https", "github.com", null)]
    [InlineData("https://git.example.org:8443/ada/research.git", "https", "git.example.org", 8443)]
    [InlineData("git@github.com:ada/research.git", "ssh", "github.com", null)]
    [InlineData("github.com:ada/research", "ssh", "github.com", null)]
    [InlineData("org-123@git.example.org:ada/research.git", "ssh", "git.example.org", null)]
    [InlineData("ssh://git@github.com/ada/research.git", "ssh", "github.com", null)]
    [InlineData("ssh://git@ssh.github.com:443/ada/research.git", "ssh", "github.com", 443)]
    [InlineData("ssh://git@git.example.org:22/ada/research", "ssh", "git.example.org", 22)]
    [InlineData("http://127.0.0.1:5000/ada/research.git", "http", "127.0.0.1", 5000)]
    [InlineData("http://[::1]:5000/ada/research.git", "http", "::1", 5000)]
    public void Host_owner_and_name(string address, string scheme, string host, int? port) =>
        Assert.Equal(new RemoteAddress(scheme, host, port, "ada", "research"), RemoteAddress.Parse(address));

    [Theory]
    [InlineData("/srv/git/research.git")]
    [InlineData("../remote.git")]
    [InlineData("file:///srv/git/ada/research.git")]
    [InlineData("C:/git/ada/research.git")]
    [InlineData("https://github.com/research.git")]
    [InlineData("https://github.com/ada/research/tree/main")]
    [InlineData("https://github.com/ada/..")]
    [InlineData("https://git.example.org:99999/ada/research")]
    [InlineData("")]
    public void What_is_no_repository_of_a_server(string address) => Assert.Null(RemoteAddress.Parse(address));

    [Fact]
    public void Any_text_is_an_address_or_none() => Gen.String.Sample(text => _ = RemoteAddress.Parse(text));

    [Theory]
    [InlineData("git@github.com:ada/research.git", "https://api.github.com/")]
    [InlineData("https://octo.ghe.com/ada/research", "https://api.octo.ghe.com/")]
    [InlineData("https://git.example.org:8443/ada/research", "https://git.example.org:8443/api/v3/")]
    [InlineData("ssh://git@git.example.org:2222/ada/research", "https://git.example.org/api/v3/")]
    [InlineData("http://127.0.0.1:5000/ada/research", "http://127.0.0.1:5000/api/v3/")]
    public void The_api_is_found_by_the_host(string remote, string api) => Assert.Equal(new Uri(api), Server(remote, null).Api);

    [Theory]
    // A runner of GitHub's own says what is so anyway.
    [InlineData("git@github.com:ada/research.git", "https://api.github.com", "github.com", "https://api.github.com/")]
    [InlineData(
        "https://git.example.org/ada/research",
        "https://git.example.org/other",
        "git.example.org",
        "https://git.example.org/other/"
    )]
    // Another server's address is not for this remote, and its token neither.
    [InlineData("https://github.com/ada/research", "https://git.example.org/api/v3", "github.com", "https://api.github.com/")]
    [InlineData("https://git.example.org/ada/research", "https://api.github.com", "git.example.org", "https://git.example.org/api/v3/")]
    // But for a name that only ssh knows, to which no token is sent.
    [InlineData("git@work:ada/research.git", "https://api.github.com", "github.com", "https://api.github.com/")]
    public void A_named_api_counts_where_no_token_goes_astray(string remote, string named, string host, string api) =>
        Assert.Equal(new GitHubServer(host, new Uri(api)), Server(remote, named));

    [Theory]
    [InlineData("http://git.example.org/ada/research", null)]
    [InlineData("https://git.example.org/ada/research", "http://git.example.org/api/v3")]
    [InlineData("https://git.example.org/ada/research", "git.example.org")]
    public void A_token_never_travels_in_clear(string remote, string? named) =>
        Assert.Equal(Codes.UnsafeAddress, Assert.Throws<ResearchException>(() => Server(remote, named)).Code);

    private static GitHubServer Server(string remote, string? named) =>
        GitHubServer.Of(RemoteAddress.Parse(remote)!, name => name == GitHubServer.ApiVariable ? named : null);
}
