using AutoResearch.Research.Search;

namespace AutoResearch.Proposers;

/// <summary>A change of the source, and why.</summary>
/// <param name="Source">The whole new text.</param>
/// <param name="Hypothesis">One line.</param>
internal sealed record KnobTurn(string Source, string Hypothesis);

/// <summary>
/// Search without a model: turns one knob at a time, up or down by a factor or a step within its range, and never the same
/// way twice. Deterministic for a seed.
/// </summary>
internal sealed class KnobSearch(int seed)
{
    // How far one turn goes: far enough to be seen in a short run, near enough that most of them still train.
    private const double Factor = 1.6;
    private const double FractionOfRange = 0.15;

    private readonly Random random = new(seed);
    private readonly HashSet<string> tried = [];

    /// <summary>The next change of the source, or null when every knob was turned both ways.</summary>
    public KnobTurn? Propose(string source)
    {
        var turns = KnobReader.Read(source)
            .SelectMany(knob => new[] { (Knob: knob, Value: Turned(knob, +1)), (Knob: knob, Value: Turned(knob, -1)) })
            .Where(turn => turn.Value != turn.Knob.Value && !tried.Contains(Key(turn.Knob, turn.Value)))
            .ToArray();
        if (turns.Length == 0)
            return null;
        var (knob, value) = turns[random.Next(turns.Length)];
        tried.Add(Key(knob, value));
        var verb = value > knob.Value ? "Raise" : "Lower";
        return new KnobTurn(
            KnobReader.Turn(source, knob, value),
            $"{verb} {knob.Name} from {KnobReader.Literal(knob, knob.Value)} to {KnobReader.Literal(knob, value)}");
    }

    private static double Turned(Knob knob, int direction)
    {
        var target = knob.Scale == Scale.Log
            ? knob.Value * Math.Pow(Factor, direction)
            : knob.Value + (direction * Math.Max(FractionOfRange * (knob.Maximum - knob.Minimum), knob.Step));
        var grid = knob.Step > 0 ? knob.Step : knob.IsWhole ? 1 : 0;
        if (grid > 0)
        {
            target = grid * Math.Round(target / grid);
            // Rounding must not undo the turn.
            if (target == knob.Value)
                target += direction * grid;
        }
        else
        {
            target = RoundToTwoDigits(target);
        }

        return Math.Clamp(target, knob.Minimum, knob.Maximum);
    }

    private static double RoundToTwoDigits(double value)
    {
        if (value == 0)
            return 0;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 1);
        // Through decimal: 0.0064 must not become 0.006400000000000001.
        return (double)(Math.Round((decimal)(value / magnitude)) * (decimal)magnitude);
    }

    private static string Key(Knob knob, double value) => $"{knob.Name}={KnobReader.Literal(knob, value)}";
}
