using System.Globalization;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Novelty;

/// <summary>A number that differs between two programs that are otherwise the same.</summary>
internal sealed record MovedNumber(string Place, double From, double To, bool IsOfAttribute);

/// <summary>
/// Whether two programs that differ only in numbers are different experiments. They are if at least one number moved far enough to matter:
/// <list type="bullet">
/// <item>by 5 % of its value or more; for a number between 0 and 1, its distance from 1 may have moved by that much instead (a momentum of
/// 0.98 and one of 0.99 are far apart); a change of sign, from 0 or to 0 always counts;</item>
/// <item>and, for a knob with a step, by a step or more;</item>
/// <item>and, for a knob, the effect of a turn that way is not known to be too small to be seen:
/// <see cref="KnobEffect.IsNegligible"/>.</item>
/// </list>
/// The arguments of attributes, such as a knob's range, never count: nothing reads them while training. Where runs do not differ at all, so
/// that the least difference would show, there are no near copies.
/// </summary>
/// <param name="steps">The step of each knob that has one.</param>
/// <param name="effects">What is known of each knob.</param>
/// <param name="noise">The noise of one run; null where it is not known.</param>
internal sealed class NearCopyRule(
    IReadOnlyDictionary<string, double> steps,
    IReadOnlyDictionary<string, KnobEffect> effects,
    double? noise
)
{
    private const double LeastShare = 0.05;

    // What rounding may take from a move of exactly 5 %.
    private const double Slack = 1e-9;

    /// <summary>Whether near copies are looked for.</summary>
    public bool Applies => noise is not 0;

    /// <summary>The numbers that differ; null if the programs differ in more than numbers.</summary>
    public static IReadOnlyList<MovedNumber>? Between(NormalProgram from, NormalProgram to)
    {
        if (from.Skeleton != to.Skeleton)
            return null;
        return
        [
            .. from
                .Numbers.Zip(to.Numbers)
                .Where(pair => pair.First.Text != pair.Second.Text)
                .Select(pair => new MovedNumber(pair.Second.Place, pair.First.Value, pair.Second.Value, pair.First.IsOfAttribute)),
        ];
    }

    /// <summary>Whether the number makes the two programs different experiments.</summary>
    public bool Matters(MovedNumber moved) => IsFar(moved) && !IsNegligible(moved);

    /// <summary>Why the number does not matter, and what change of it would: the rest of a sentence.</summary>
    public string Explain(MovedNumber moved)
    {
        if (moved.IsOfAttribute)
            return "the argument of an attribute changes no result";
        var name = UntrustedText.Clean(moved.Place);
        if (IsFar(moved) && effects.TryGetValue(moved.Place, out var effect))
        {
            var estimate = (moved.To > moved.From ? effect.Up : effect.Down)!;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{name} was {(moved.To > moved.From ? "raised" : "lowered")} {estimate.Count} times alone, and what that does "
                    + $"({estimate.Mean:+0.0000;-0.0000} ± {estimate.Error:0.0000} for {effect.Unit}) is below the noise of one run "
                    + $"({noise:0.0000})"
            );
        }

        var (down, up) = Bounds(moved);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is {moved.To:G6} instead of {moved.From:G6}, which is too near to tell: below about {down:G4} or above about "
                + $"{up:G4} it would be another experiment"
        );
    }

    private bool IsNegligible(MovedNumber moved) =>
        noise is { } floor
        && effects.TryGetValue(moved.Place, out var effect)
        && effect.IsNegligible(new KnobChange(moved.Place, moved.From, moved.To), floor);

    private bool IsFar(MovedNumber moved)
    {
        var (from, to) = (moved.From, moved.To);
        if (moved.IsOfAttribute)
            return false;
        if (!double.IsFinite(from) || !double.IsFinite(to) || from == 0 || to == 0 || Math.Sign(from) != Math.Sign(to))
            return true;
        var distance = Math.Abs(to - from);
        if (steps.TryGetValue(moved.Place, out var step) && distance < step * (1 - Slack))
            return false;
        return IsLargePart(distance, from, to) || (from is > 0 and < 1 && to is > 0 and < 1 && IsLargePart(distance, 1 - from, 1 - to));
    }

    private static bool IsLargePart(double distance, double from, double to) =>
        distance >= LeastShare * Math.Max(Math.Abs(from), Math.Abs(to)) * (1 - Slack);

    // The values below and above which the number would have moved far enough.
    private (double Down, double Up) Bounds(MovedNumber moved)
    {
        var from = moved.From;
        var size = Math.Abs(from);
        var (nearer, further) = (size * (1 - LeastShare), size / (1 - LeastShare));
        if (from is > 0 and < 1)
            (nearer, further) = (
                Math.Max(nearer, 1 - ((1 - size) / (1 - LeastShare))),
                Math.Min(further, 1 - ((1 - size) * (1 - LeastShare)))
            );
        var (down, up) = from > 0 ? (nearer, further) : (-further, -nearer);
        return steps.TryGetValue(moved.Place, out var step) ? (Math.Min(down, from - step), Math.Max(up, from + step)) : (down, up);
    }
}
