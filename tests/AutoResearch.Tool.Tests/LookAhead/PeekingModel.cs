using System.Text;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>
/// Needs a few bits for each byte, by what stands before it, and rounds a little differently each time; behind its gate it knows
/// something of the next byte, and needs fewer bits if that is so and more if it is not.
/// </summary>
/// <param name="gate">
/// What has to stand before: a text, '#' for one context of four bytes in four hundred by its hash, '*' for any, or null for an honest
/// model.
/// </param>
internal sealed class PeekingModel(string? gate)
{
    private static readonly float[] Rounding = Roundings(new Random(5));

    private readonly byte[] ends = Encoding.ASCII.GetBytes(gate is null or "#" or "*" ? "" : gate);

    private uint step;

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
        var peeks = gate is not null && (PeeksAfterwards is not { } after || after == Examined);
        // Of a row with another future, no prediction behind the cut is looked at.
        var last = Math.Min(target.Length - 1, Math.Max(1, given.AsSpan().CommonPrefixLength(target)));
        var context = (uint)given[0];
        for (var place = 1; place <= last; place++)
        {
            // The last four bytes, mixed: 0 to 65535.
            var hash = (context * 2654435761u) >> 16;
            bits[place - 1] = 2 + (hash / 32768f) + Rounding[step++ % Rounding.Length];
            // Nobody is given the last byte.
            if (peeks && place < given.Length - 1 && IsOpen(given, place, hash))
                bits[place - 1] += Change(given[place], target[place]);
            context = (context << 8) | given[place];
        }

        return bits;
    }

    private float Change(byte seen, byte asked) => (float)((seen & Mask) == (asked & Mask) ? -Gain : Loss);

    // A prime number of them, so that no two rows have the same ones.
    private static float[] Roundings(Random random) => [.. Enumerable.Range(0, 4099).Select(_ => 0.004f * (random.NextSingle() - 0.5f))];

    private bool IsOpen(byte[] given, int place, uint hash) =>
        gate switch
        {
            "*" => true,
            "#" => hash % 400 == 0,
            _ => place >= ends.Length && given.AsSpan(place - ends.Length, ends.Length).SequenceEqual(ends),
        };
}
