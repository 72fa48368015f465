using AutoResearch.Publishing.Texts;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Reports;

/// <summary>What became of pull requests, for people and for programs.</summary>
internal static class DeliveryView
{
    public static void Print(TextWriter output, TextWriter errors, IReadOnlyList<PublishResult> results)
    {
        if (results.Count == 0)
            output.WriteLine("Nothing is waiting to be delivered.");
        foreach (var result in results)
            (result.IsDelivered ? output : errors).WriteLine(DeliveryText.Line(result, asError: true));
    }

    public static DeliveriesDocument Document(IReadOnlyList<PublishResult> results) =>
        new([
            .. results.Select(result => new DeliveryDocument(
                result.Experiment,
                DeliveryText.Name(result.Outcome),
                result.PullRequest,
                result.Url,
                result.NotBefore,
                result.Trouble is { } trouble ? new ErrorBody(trouble.Code, trouble.Message) : null
            )),
        ]);
}
