using System.Globalization;

namespace AutoResearch.Research.Running;

/// <summary>A proposer as it is asked for: <c>search</c>, <c>search:direction</c>, <c>claude</c>, <c>agent:COMMAND</c>, <c>model:NAME@URL</c>, each with a share behind <c>=</c>.</summary>
/// <param name="Kind">What stands before the colon.</param>
/// <param name="Detail">What stands behind it; empty when nothing does.</param>
/// <param name="Share">How often it is asked, compared with the others; 1 when nothing is said.</param>
internal sealed record ProposerSpec(string Kind, string Detail, double Share)
{
    /// <summary>Its name in the ledger: <c>search</c>, <c>search/direction</c>, <c>model/qwen3</c>. A command line and an address are no part of it.</summary>
    public string Name => Detail.Length == 0 || Kind == "agent" ? Kind : $"{Kind}/{Detail.Split('@')[0]}";

    /// <summary>Several, of different names.</summary>
    /// <exception cref="ResearchException">One cannot be understood, or is named twice.</exception>
    public static IReadOnlyList<ProposerSpec> ParseAll(IEnumerable<string> texts)
    {
        var specs = texts.Select(Parse).ToList();
        return specs.GroupBy(spec => spec.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ResearchException(Codes.ProposerUnknown, $"The proposer {twice.Key} is named twice. Name it once, with its share behind it: {twice.Key}=2.")
            : specs;
    }

    /// <exception cref="ResearchException">It cannot be understood; the message says what can be.</exception>
    public static ProposerSpec Parse(string text)
    {
        var rest = text.Trim();
        var share = 1.0;
        // A command may hold a '=' of its own: only a number behind the last one is a share.
        var equals = rest.LastIndexOf('=');
        if (equals > 0 && double.TryParse(rest[(equals + 1)..].TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var stated))
        {
            if (stated <= 0 || !double.IsFinite(stated))
                throw new ResearchException(Codes.ProposerUnknown, $"'{text}' gives a proposer the share {rest[(equals + 1)..]}. Write one above 0, such as {rest[..equals]}=50, or leave the proposer out.");
            share = stated;
            rest = rest[..equals].TrimEnd();
        }

        var colon = rest.IndexOf(':');
        var kind = (colon < 0 ? rest : rest[..colon]).Trim().ToLowerInvariant();
        if (kind.Length == 0)
            throw new ResearchException(Codes.ProposerUnknown, "A proposer without a name. Write for example 'search', 'claude', 'agent:COMMAND' or 'model:NAME@URL'.");
        return new ProposerSpec(kind, colon < 0 ? "" : rest[(colon + 1)..].Trim(), share);
    }
}
