using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>One experiment: its result, its page and its change.</summary>
internal static class ShowVerb
{
    public static ShowDocument Run(string folder, int number, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        var record = Restoring.Record(workspace, number);
        var page = workspace.Ledger.Page(number) ?? ExperimentPage.Render(record, "", workspace.Program.Metric.Direction);
        var commit = Restoring.Find(workspace, number);
        var change = commit == record.Parent ? "" : workspace.Repository.Commits.Diff(record.Parent, commit);
        return new ShowDocument(ExperimentDocuments.Of(record, direction: workspace.KnownDirection), page, change);
    }
}
