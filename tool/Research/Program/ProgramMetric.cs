namespace AutoResearch.Research.Program;

/// <summary>Reads which number counts, and which way it is better.</summary>
internal static class ProgramMetric
{
    // Metrics whose direction everybody knows; any other has to say it. The name stays as it is written: Prepare.cs has to use the same.
    private static readonly Dictionary<string, Direction> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["val_bpb"] = Direction.Lower,
        ["val_loss"] = Direction.Lower,
        ["perplexity"] = Direction.Lower,
        ["test_acc"] = Direction.Higher,
    };

    private static readonly char[] Separators = [' ', '\t', ',', '(', ')', '[', ']', '`', '*', ';', ':', '"', '\''];

    private static readonly string[] Lower = ["lower", "less", "smaller", "minimize", "minimise", "min", "down", "↓"];
    private static readonly string[] Higher = ["higher", "more", "larger", "greater", "maximize", "maximise", "max", "up", "↑"];

    /// <exception cref="ResearchException">It names no metric, or does not say which way is better.</exception>
    public static Metric Parse(Setting setting)
    {
        var words = setting.Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        // The name may come last: 'minimize val_bpb'.
        if (words.FirstOrDefault(word => !Says(word, Lower) && !Says(word, Higher)) is not { } name)
            throw setting.Invalid("no metric is named. Write for example 'Metric: val_bpb (lower is better)'");
        var lower = words.Any(word => Says(word, Lower));
        var higher = words.Any(word => Says(word, Higher));
        var shown = UntrustedText.Clean(name, 80);
        if (lower && higher)
            throw setting.Invalid(
                $"'{setting.Shown}' names both directions. Write '{shown} (lower is better)' or '{shown} (higher is better)'"
            );
        Direction? stated =
            lower ? Direction.Lower
            : higher ? Direction.Higher
            : null;
        if (!Known.TryGetValue(name, out var known))
            return new Metric(
                name,
                stated
                    ?? throw setting.Invalid(
                        $"which way {shown} is better is not said. Write '{shown} (lower is better)' or '{shown} (higher is better)'"
                    )
            );
        if (stated is { } contrary && contrary != known)
            throw setting.Invalid(
                $"{name} is better when it is {(known == Direction.Lower ? "lower" : "higher")}, and the line says the opposite"
            );
        return new Metric(name, known);
    }

    private static bool Says(string word, string[] direction) => direction.Contains(word, StringComparer.OrdinalIgnoreCase);
}
