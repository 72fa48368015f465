using System.Globalization;

namespace AutoResearch.Research.Program;

/// <summary>
/// A proposer as it is asked for: <c>search</c>, <c>search:direction</c>, <c>claude</c>, <c>claude --model NAME</c>, <c>agent:COMMAND</c>,
/// <c>model:NAME@URL</c>, each with a share behind <c>=</c>.
/// </summary>
/// <param name="Text">Without the share.</param>
/// <param name="Share">How often it is asked, compared with the others; 1 when nothing is said.</param>
internal sealed record ProposerSpec(string Text, double Share)
{
    /// <summary>What stands before the colon, or the first word.</summary>
    public string Kind => Text.Split(':', ' ')[0];

    /// <summary>What stands behind the colon; empty when nothing does.</summary>
    public string Detail => Text.IndexOf(':') is >= 0 and var colon ? Text[(colon + 1)..].Trim() : "";

    /// <exception cref="ResearchException">It cannot be understood; the message says what can be.</exception>
    public static ProposerSpec Parse(string text)
    {
        var rest = text.Trim();
        var share = 1.0;
        // A command may hold a '=' of its own: only a number behind the last one is a share.
        var equals = rest.LastIndexOf('=');
        if (
            equals > 0
            && double.TryParse(
                rest[(equals + 1)..].TrimEnd('%', ' '),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var stated
            )
        )
        {
            if (stated <= 0 || !double.IsFinite(stated))
                throw new ResearchException(
                    Codes.ProposerUnknown,
                    $"'{text}' gives a proposer the share {rest[(equals + 1)..]}. Write one above 0, "
                        + $"such as {rest[..equals]}=50, or leave the proposer out."
                );
            share = stated;
            rest = rest[..equals].TrimEnd();
        }

        return rest.Length > 0 && rest[0] != ':'
            ? new ProposerSpec(rest, share)
            : throw new ResearchException(
                Codes.ProposerUnknown,
                $"'{text}' names no proposer. Write for example 'search', 'claude', 'agent:COMMAND' or 'model:NAME@URL'."
            );
    }
}
