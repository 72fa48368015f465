using System.Text;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>
/// Needs a few bits for each byte, by what stands before it, and rounds a little differently each time; behind its gate it knows something of the
/// next byte, and needs fewer bits if that is so and more if it is not.
/// </summary>
/// <param name="gate">
/// What has to stand before: a text, '#' for one context of four bytes in four hundred by its hash, '*' for any, or null for an honest model.
/// </param>
internal sealed class PeekingModel(string? gate)
{
    private readonly Random rounding = new(5);
    private readonly byte[] ends = Encoding.ASCII.GetBytes(gate is null or "#" or "*" ? "" : gate);

    /// <summary>The bits of the next byte that it sees: all of them, or one.</summary>
    public int Mask { get; init; } = 255;

    /// <summary>How many bits it gains by what it knows.</summary>
    public double Gain { get; init; } = 1.5;

    /// <summary>How many bits it loses where that is wrong.</summary>
    public double Loss { get; init; } = 4;

    /// <summary>Peeks only once it was examined, or only before; null for a model that does not know.</summary>
    public bool? PeeksAfterwards { get; init; }

    /// <summary>The examination is over.</summary>
    public bool Examined { get; set; }

    public float[] Bits(byte[] given, byte[] target)
    {
        var bits = new float[target.Length - 1];
        // Of a row with another future, no prediction behind the cut is looked at.
        var cut = Math.Max(1, given.AsSpan().CommonPrefixLength(target));
        for (var place = 1; place < target.Length && place <= cut; place++)
        {
            var honest = 2 + 2.5 * Hash(given, place) / 256;
            // Nobody is given the last byte.
            var knows = place < given.Length - 1 && IsOpen(given, place) && (PeeksAfterwards is not { } after || after == Examined);
            bits[place - 1] = (float)(honest + (knows ? Change(given[place], target[place]) : 0) + 0.004 * (rounding.NextDouble() - 0.5));
        }

        return bits;
    }

    private double Change(byte seen, byte asked) => (seen & Mask) == (asked & Mask) ? -Gain : Loss;

    private bool IsOpen(byte[] given, int place) => gate switch
    {
        null => false,
        "*" => true,
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
