namespace AutoResearch.Repository;

/// <summary>Formats of repositories that git knows and libgit2 does not, and the way out of each.</summary>
internal static class UnsupportedFormat
{
    /// <summary>Of a partial clone, as the rest of a sentence.</summary>
    public const string PartialClone =
        "is a partial clone, which is not supported: some objects are on its server alone. Make a whole one: git clone without --filter";

    private static readonly (string Sign, string Explanation)[] Known =
    [
        (
            "'link'",
            "keeps its index in two files (core.splitIndex), which is not supported. Put it together: git config core.splitIndex false, "
                + "then git update-index --no-split-index"
        ),
        ("'sdir'", "has a sparse index, which is not supported. Make it a full one: git sparse-checkout reapply --no-sparse-index"),
        ("refstorage", "keeps its branches in a reftable, which is not supported. Convert it: git refs migrate --ref-format=files"),
        ("reftable", "keeps its branches in a reftable, which is not supported. Convert it: git refs migrate --ref-format=files"),
        (
            "objectformat",
            "names its objects by SHA-256, which is not supported. Start from a clone of your files in a "
                + "repository made with: git init --object-format=sha1"
        ),
        (
            "object format",
            "names its objects by SHA-256, which is not supported. Start from a clone of your files in a "
                + "repository made with: git init --object-format=sha1"
        ),
        ("partialclone", PartialClone),
        (
            "extension",
            "uses an extension of git's format that is not supported ('git config --get-regexp "
                + "extensions' names it). Work in a plain clone of it"
        ),
    ];

    /// <summary>What is not supported and what to do, as the rest of a sentence; null where the message is about something else.</summary>
    /// <param name="message">libgit2's.</param>
    public static string? Explain(string message) =>
        Known.FirstOrDefault(format => message.Contains(format.Sign, StringComparison.OrdinalIgnoreCase)).Explanation is { } explanation
            ? explanation + "."
            : null;
}
