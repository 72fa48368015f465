using AutoResearch.GitHub;
using AutoResearch.Processes;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing;

/// <summary>Finds who can deliver to a target.</summary>
internal static class PublisherFactory
{
    /// <param name="remote">The name of a remote; null where the repository has none.</param>
    /// <exception cref="ResearchException">Nobody can.</exception>
    public static IPublisher Create(GitRepository repository, string? remote)
    {
        var named = remote is null ? null : repository.RemoteAddress(remote);
        if (named is null || RemoteAddress.Parse(named) is not { } address)
        {
            throw new ResearchException(
                Codes.NoPublisher,
                (
                    named is null
                        ? "The repository has no remote."
                        : $"{remote} is no GitHub repository ({PushReport.WithoutCredentials(named)}): its address is neither "
                            + "https://HOST/OWNER/NAME nor git@HOST:OWNER/NAME."
                )
                    + " 'dotnet autoresearch pr N --print' prints the text for any other way, and 'dotnet "
                    + "autoresearch pr N --dry-run' also what would be pushed."
            );
        }

        var server = GitHubServer.Of(address, UserEnvironment.Get);
        return new GitHubPublisher(repository.WorkTree, address, server, TokenSource.System.For(server), TimeProvider.System);
    }
}
