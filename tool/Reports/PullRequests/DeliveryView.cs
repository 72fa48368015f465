using System.Globalization;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Reports.PullRequests;

/// <summary>What became of pull requests, for people and for programs.</summary>
internal static class DeliveryView
{
    /// <summary>One of them, on a line.</summary>
    /// <param name="asError">It was asked for by its number: what is only queued is a failure.</param>
    public static string Line(PublishResult result, bool asError)
    {
        var number = result.Experiment.ToString("0000", CultureInfo.InvariantCulture);
        if (result.Trouble is not { } trouble)
            return $"{number} {Name(result.Outcome)}: {result.Url}";
        var isQueued = result.Outcome == PublishOutcome.Queued;
        return $"{(isQueued && !asError ? "warning" : "error")} {trouble.Code}: Experiment {number} is {(isQueued ? "queued" : "not published")}. {trouble.Message}";
    }

    public static void Print(TextWriter output, TextWriter errors, IReadOnlyList<PublishResult> results)
    {
        if (results.Count == 0)
            output.WriteLine("Nothing is waiting to be delivered.");
        foreach (var result in results)
            (result.IsDelivered ? output : errors).WriteLine(Line(result, asError: true));
    }

    public static DeliveriesDocument Document(IReadOnlyList<PublishResult> results) => new(
        [.. results.Select(result => new DeliveryDocument(
            result.Experiment, Name(result.Outcome), result.PullRequest, result.Url, result.NotBefore, result.Trouble is { } trouble ? new ErrorBody(trouble.Code, trouble.Message) : null))]);

    private static string Name(PublishOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
