using AutoResearch.Research.Ledger;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>The colour of a verdict in a terminal.</summary>
internal static class StatusColour
{
    public static Color Of(ExperimentStatus status) =>
        status.IsMerged() ? Color.Green
        : status.IsSettled() ? Color.Yellow
        : Color.Red;
}
