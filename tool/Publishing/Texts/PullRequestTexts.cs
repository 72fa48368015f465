using System.Globalization;
using System.Text;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Publishing.Texts;

/// <summary>The plain texts of a pull request: its title, and the message of its commit.</summary>
internal static class PullRequestTexts
{
    private const int TitleLimit = 100;
    private const int SubjectLimit = 66;
    private const int HypothesisLimit = 2000;

    public static string Title(ExperimentRecord record) =>
        $"{Format.Number(record.Number)}: {GitHubText.Plain(record.Description, TitleLimit)}";

    /// <summary>The title as the heading of a page.</summary>
    public static string Heading(ExperimentRecord record) =>
        $"# {Format.Number(record.Number)}: {GitHubText.Markdown(record.Description, TitleLimit)}";

    /// <summary>Hypothesis, result, and how to reproduce it. No line starts with words of a proposer, so none is a trailer or a
    /// command.</summary>
    public static string CommitMessage(ExperimentRecord record, Direction direction, string ledger)
    {
        var message = new StringBuilder();
        message.Append(
            CultureInfo.InvariantCulture,
            $"{Format.Number(record.Number)}: {GitHubText.Plain(record.Description, SubjectLimit)}\n\n"
        );
        if (record.Description.Length > SubjectLimit)
            message.Append(CultureInfo.InvariantCulture, $"Hypothesis: {GitHubText.Plain(record.Description, HypothesisLimit)}\n\n");
        message.Append(CultureInfo.InvariantCulture, $"Result: {GitHubText.Plain(Result(record, direction), HypothesisLimit)}\n");
        message.Append(
            CultureInfo.InvariantCulture,
            $"Measured with a budget of {GitHubText.Plain(record.Conditions.Budget, 100)} on "
                + $"{GitHubText.Plain(record.Conditions.Device, 100)}, lock {record.Conditions.Lock}.\n\n"
        );
        message.Append(CultureInfo.InvariantCulture, $"Reproduce it where the ledger is: dotnet autoresearch verify {record.Number}\n");
        message.Append(CultureInfo.InvariantCulture, $"Bring the change back there: dotnet autoresearch restore {record.Number}\n\n");
        return message
            .Append(CultureInfo.InvariantCulture, $"AutoResearch-Experiment: {Format.Number(record.Number)} of {ledger}\n")
            .ToString();
    }

    // "val_bpb 1.9103 against 1.9500 (-2.04 %, lower is better), on 3 seeds, 99.2 % sure to be better."
    private static string Result(ExperimentRecord record, Direction direction)
    {
        var text = new StringBuilder($"{record.MetricName} {Format.Metric(record.Metric)}{Format.Against(record, direction)}");
        text.Append(CultureInfo.InvariantCulture, $", on {ResultRows.Seeds(record.Scores.Count)}");
        if (record.Status == ExperimentStatus.Simplified)
            text.Append(", as good within noise and shorter");
        else if (record.Confidence is { } confidence)
            text.Append(CultureInfo.InvariantCulture, $", {ResultRows.Confidence(confidence)} sure to be better");
        return text.Append('.').ToString();
    }
}
