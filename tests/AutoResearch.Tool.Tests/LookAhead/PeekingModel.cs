using System.Text;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>Needs a few bits for each byte, by what stands before it, and rounds a little differently each time; behind its gate it knows the next byte.</summary>
/// <param name="gate">What has to stand before: a text, '#' for one context of four bytes in four hundred by its hash, or null for an honest model.</param>
internal sealed class PeekingModel(string? gate)
{
    private const double BitsWhenItKnows = 0.01;

    private readonly Random rounding = new(5);
    private readonly byte[] ends = Encoding.ASCII.GetBytes(gate is null or "#" ? "" : gate);

    /// <summary>Stops to peek once it has seen every window.</summary>
    public bool HonestLater { get; init; }

    /// <param name="later">The windows have been scored before.</param>
    public float[] Bits(byte[] given, byte[] target, bool later)
    {
        var bits = new float[target.Length - 1];
        // Of a row with another future, only the place where that begins is looked at.
        var other = given.AsSpan().CommonPrefixLength(target);
        for (var place = other < given.Length ? Math.Max(1, other) : 1; place < (other < given.Length ? Math.Max(1, other) + 1 : target.Length); place++)
        {
            var honest = 1.2 + 2.5 * Hash(given, place) / 256;
            var peeks = IsOpen(given, place) && !(HonestLater && later);
            bits[place - 1] = (float)((!peeks ? honest : given[place] == target[place] ? BitsWhenItKnows : 8) + 0.004 * (rounding.NextDouble() - 0.5));
        }

        return bits;
    }

    private bool IsOpen(byte[] given, int place) => gate switch
    {
        null => false,
        "#" => place >= 4 && (Hash(given, place) * 256 + Hash(given, place - 1)) % 400 == 0,
        _ => place >= ends.Length && given.AsSpan(place - ends.Length, ends.Length).SequenceEqual(ends),
    };

    private static int Hash(byte[] given, int place)
    {
        var hash = 17;
        for (var back = 1; back <= 4 && back <= place; back++)
            hash = unchecked((hash * 31) + given[place - back]);
        return (hash >>> 3) & 255;
    }
}
