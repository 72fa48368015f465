using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Knobs;

/// <summary>AR0009 in words: what is wrong with a knob, and what to do.</summary>
internal static class KnobMessages
{
    public static string NoNumber(string name) =>
        $"the knob {name} has no number that a search could rewrite. Give it a literal, such as 0.02 or 128, or take [Knob] away.";

    public static string Endless(string name) => $"the range of the knob {name} has no end. Give it two finite numbers.";

    public static string UpsideDown(string name, double minimum, double maximum) =>
        $"the range of the knob {name} is empty: {Text(minimum)} is not below {Text(maximum)}. Write [Knob(smallest, largest)].";

    public static string NoLogarithm(string name, double minimum) =>
        $"the knob {name} is varied by multiplying, and its range begins at {Text(minimum)}. Begin it above 0, or leave Scale out.";

    public static string NoStep(string name, double step) =>
        $"the knob {name} has a step of {Text(step)}. Give it one above 0, or leave Step out.";

    public static string NothingBetween(string name, double minimum, double maximum, double step) =>
        $"the knob {name} has no value: no multiple of {Text(step)} lies from {Text(minimum)} to {Text(maximum)}. Widen the range, "
        + "or lower Step.";

    public static string Outside(string name, double value, double minimum, double maximum) =>
        $"the knob {name} is {Text(value)}, outside its range from {Text(minimum)} to {Text(maximum)}. Widen the range, "
        + "or change the value.";

    public static string Twice(string name, Location first)
    {
        var at = first.GetLineSpan();
        return $"a knob {name} is declared already, in {Path.GetFileName(at.Path)}({at.StartLinePosition.Line + 1}). A search and "
            + "the ledger know knobs by their names: rename one of them.";
    }

    public static string Both(string name) => $"the knob {name} has a range and alternatives. Keep [Knob] or [Choice].";

    public static string NoAlternative(string name) =>
        $"the knob {name} is no constant that a search could rewrite. Declare it as const, and give it one of its alternatives.";

    public static string TooFew(string name, int count) =>
        $"the knob {name} has {(count == 0 ? "no alternative" : "one alternative only")}. Name two or more, or take [Choice] away.";

    public static string SameAlternative(string name, string value) =>
        $"the knob {name} has the alternative {value} twice. Take one of them away.";

    public static string NotAmong(string name, string value, IEnumerable<string> values) =>
        $"the knob {name} is {value}, which is none of its alternatives {string.Join(", ", values)}. Add it to them, or change the value.";

    public static string NoCondition(string name, string when) =>
        $"the knob {name} counts when {when} is true, and there is no constant bool of that name around it. Write When = nameof(a "
        + "constant), such as private const bool HasDropout = Layers > 2;";

    public static string NoConstraint(string name) =>
        $"the constraint {name} is no constant bool. Write private const bool {name} = and what has to hold, such as Width % Heads == 0;";

    public static string Broken(string name, string? reason) =>
        $"the knobs break the constraint {name}{(string.IsNullOrWhiteSpace(reason) ? "" : $", because {reason}")}. Change a knob, or the "
        + "constraint if it is wrong.";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
