namespace AutoResearch.Processes;

/// <summary>The variables whose value lets its holder push and post in the user's name.</summary>
internal static class PublishingTokens
{
    /// <summary>Names that GitHub's own tools read.</summary>
    public static IReadOnlyList<string> Names { get; } = ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

    /// <summary>Takes them out of a child's environment.</summary>
    public static void Remove(IDictionary<string, string?> environment)
    {
        foreach (var name in Names)
            environment.Remove(name);
    }
}
