using System.Globalization;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing.Texts;

/// <summary>What became of a pull request, in words.</summary>
internal static class DeliveryText
{
    /// <summary>On a line.</summary>
    /// <param name="asError">True where it was asked for by its number: then being only queued is a failure.</param>
    public static string Line(PublishResult result, bool asError)
    {
        var number = result.Experiment.ToString("0000", CultureInfo.InvariantCulture);
        if (result.Trouble is not { } trouble)
            return $"{number} {Name(result.Outcome)}: {result.Url}";
        var isQueued = result.Outcome == PublishOutcome.Queued;
        return $"{(isQueued && !asError ? "warning" : "error")} {trouble.Code}: Experiment {number} is "
            + $"{(isQueued ? "queued" : "not published")}. {trouble.Message}";
    }

    /// <summary>The outcome as --json names it.</summary>
    public static string Name(PublishOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
