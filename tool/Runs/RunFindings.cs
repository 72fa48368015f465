using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;

namespace AutoResearch.Runs;

/// <summary>What the whole ledger says, in lines for whoever proposes.</summary>
internal static class RunFindings
{
    private const int LongestQuote = 120;

    public static IReadOnlyList<string> Lines(IReadOnlyList<ExperimentRecord> records, Metric metric) =>
        FindingLines.Of(Findings.Of(records, metric.Direction), metric.Name, text => UntrustedText.Quote(text, LongestQuote));
}
