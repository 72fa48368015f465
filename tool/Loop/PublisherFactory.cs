using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Loop;

/// <summary>Finds who can deliver to a target.</summary>
internal static class PublisherFactory
{
    /// <exception cref="ResearchException">Nobody can.</exception>
    public static IPublisher Create() => throw new ResearchException(Codes.NoPublisher,
        "This build cannot open pull requests. 'dotnet autoresearch pr N --print' prints the text, and 'dotnet autoresearch pr N --dry-run' also what would be pushed.");
}
