using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Proposers.Agents.Reports;

/// <summary>aider prints text: after each message <c>Tokens: 4.2k sent, 310 received. Cost: $0.01 message, $0.02 session.</c></summary>
internal static partial class AiderReport
{
    public static AgentReport Read(string output)
    {
        var tokens = Tokens().Matches(output).SelectMany(match => new[] { Count(match.Groups[1].Value), Count(match.Groups[2].Value) });
        // The session's cost includes the costs of its messages.
        var cost = Cost().Matches(output).Select(match => Number(match.Groups[1].Value)).LastOrDefault();
        return new AgentReport(output, JsonOutput.Tokens(JsonOutput.Sum(tokens)), cost, null);
    }

    private static double? Count(string text) =>
        text[^1] switch
        {
            'k' => 1e3 * Number(text[..^1]),
            'M' => 1e6 * Number(text[..^1]),
            _ => Number(text),
        };

    private static double? Number(string text) =>
        double.TryParse(text.Replace(",", ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(@"Tokens: ([\d.,]{1,20}[kM]?) sent,[^\n]{0,80}? ([\d.,]{1,20}[kM]?) received")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"Cost: \$[\d.,]{1,20} message, \$([\d.,]{1,20}) session")]
    private static partial Regex Cost();
}
