using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Research.Novelty;

/// <summary>What a change does to a program's tokens: the sequences of three that it adds or removes. Comments, white space and the values
/// of numbers do not count.</summary>
internal sealed class TokenChange
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The change from one version of the files to another.</summary>
    public static TokenChange Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var change = new TokenChange();
        foreach (var (path, source) in after)
        {
            if (before.GetValueOrDefault(path) is { } old && old != source)
                change.Count(old, source);
        }

        return change;
    }

    /// <summary>How much of two changes is the same: their common part over all of both, 0 to 1.</summary>
    public double Likeness(TokenChange other)
    {
        var (common, all) = (0, 0);
        foreach (var token in counts.Keys.Union(other.counts.Keys, StringComparer.Ordinal))
        {
            var (mine, theirs) = (counts.GetValueOrDefault(token), other.counts.GetValueOrDefault(token));
            // A sequence that one change adds and the other removes is not the same.
            common += Math.Sign(mine) == Math.Sign(theirs) ? Math.Min(Math.Abs(mine), Math.Abs(theirs)) : 0;
            all += Math.Sign(mine) == Math.Sign(theirs) ? Math.Max(Math.Abs(mine), Math.Abs(theirs)) : Math.Abs(mine) + Math.Abs(theirs);
        }

        return all == 0 ? 0 : common / (double)all;
    }

    private void Count(string before, string after)
    {
        Add(after, +1);
        Add(before, -1);
        foreach (var unchanged in counts.Where(entry => entry.Value == 0).Select(entry => entry.Key).ToList())
            counts.Remove(unchanged);
    }

    private void Add(string source, int sign)
    {
        var (first, second) = ("", "");
        foreach (
            var token in SyntaxFactory.ParseTokens(source).Select(token => token.IsKind(SyntaxKind.NumericLiteralToken) ? "#" : token.Text)
        )
        {
            var three = $"{first} {second} {token}";
            counts[three] = counts.GetValueOrDefault(three) + sign;
            (first, second) = (second, token);
        }
    }
}
