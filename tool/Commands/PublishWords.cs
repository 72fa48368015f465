using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Commands;

/// <summary>What --pr and the words that belong to it mean, for each verb that has them.</summary>
internal static class PublishWords
{
    public const string PrHelp = "Open a pull request for what is kept, beside the experiments.";
    public const string DraftHelp = "Open drafts.";
    public const string BaseHelp = "Merge into this branch of the remote; else into its default branch.";
    public const string LabelHelp = "Put this label on it. Repeat it for several.";
    public const string ReviewerHelp = "Ask this user, or ORGANIZATION/TEAM, for a review. Repeat it for several.";

    /// <summary>Null where nothing is to be published.</summary>
    /// <exception cref="ResearchException">There are words that say how to publish, but no --pr.</exception>
    public static PublishOptions? Options(bool pr, bool draft, string? @base, string[]? label, string[]? reviewer)
    {
        if (pr)
            return new PublishOptions(draft, @base, label ?? [], reviewer ?? []);
        if (draft || @base is not null || label is { Length: > 0 } || reviewer is { Length: > 0 })
            throw new ResearchException(
                Codes.Usage,
                "--draft, --base, --label and --reviewer say how a pull request is to be: they come with --pr."
            );
        return null;
    }
}
