using System.Globalization;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Reports.PullRequests;

/// <summary>What became of pull requests, for people and for programs.</summary>
internal static class DeliveryView
{
    /// <summary>One of them, on a line.</summary>
    public static string Line(PublishResult result) => result.Trouble is { } trouble
        ? string.Create(CultureInfo.InvariantCulture, $"{(result.Outcome == PublishOutcome.Queued ? "warning" : "error")} {trouble.Code}: Experiment {result.Experiment:0000} is {(result.Outcome == PublishOutcome.Queued ? "queued" : "not published")}: {trouble.Message}")
        : string.Create(CultureInfo.InvariantCulture, $"{result.Experiment:0000} {Name(result.Outcome)}: {result.Url}");

    public static void Print(TextWriter output, TextWriter errors, IReadOnlyList<PublishResult> results)
    {
        // One cause may hold up many.
        foreach (var result in results)
            (result.IsDelivered ? output : errors).WriteLine(Line(result));
    }

    public static DeliveriesDocument Document(IReadOnlyList<PublishResult> results) => new(
        [.. results.Select(result => new DeliveryDocument(
            result.Experiment, Name(result.Outcome), result.PullRequest, result.Url, result.NotBefore, result.Trouble is { } trouble ? new ErrorBody(trouble.Code, trouble.Message) : null))]);

    private static string Name(PublishOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
