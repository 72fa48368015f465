using AutoResearch.Experiment;
using AutoResearch.Publishing.Sync;
using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What a look into the ledger gave.</summary>
/// <param name="Records">Those that were asked for.</param>
/// <param name="All">The whole ledger.</param>
internal sealed record Logged(IReadOnlyList<ExperimentRecord> Records, IReadOnlyList<ExperimentRecord> All, LogDocument Document);

/// <summary>What was tried.</summary>
internal static class LogVerb
{
    public static Logged Run(string folder, LedgerQuery query, IExperimentObserver observer)
    {
        if (query.Last is < 1)
            throw new ResearchException(Codes.Usage, "--last takes a number from 1.");
        using var workspace = Opening.Open(folder, observer);
        workspace.Ledger.RestoreMirror();
        LedgerElsewhere.SayWhatIsMissing(workspace, observer);
        var elsewhere = LedgerElsewhere.Find(workspace);
        if (elsewhere is not null)
            observer.Notice(LedgerElsewhere.Says(elsewhere));
        var records = query.Of(workspace.Ledger.Records, query.NeedsDirection ? workspace.Program.Metric.Direction : default);
        return new Logged(
            records,
            workspace.Ledger.Records,
            new LogDocument([.. records.Select(record => ExperimentDocuments.Of(record, direction: workspace.KnownDirection))], elsewhere)
        );
    }

    /// <exception cref="ResearchException">There is no such status; the message says which there are.</exception>
    public static ExperimentStatus Status(string name) =>
        ExperimentStatusNames.TryParse(name, out var status)
            ? status
            : throw new ResearchException(Codes.Usage, $"'{name}' is no status. There are: {ExperimentStatusNames.All}.");
}
