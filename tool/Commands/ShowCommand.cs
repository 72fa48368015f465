using AutoResearch.Loop;
using AutoResearch.Reports;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class ShowCommand
{
    [Command("show", Description = "Show one experiment: its result, or with --diff its change.")]
    public int Show(
        [Argument(Description = "The experiment's number.")] int number,
        [Option(Description = "Print the change as a diff, ready for 'git apply'.")] bool diff,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        using var workspace = Workspace.Open(Directory.GetCurrentDirectory(), host.Observer);
        var record = Restoring.Record(workspace, number);
        var page = workspace.Ledger.Page(number) ?? ExperimentPage.Render(record, "", workspace.Program.Metric.Direction);
        var commit = Restoring.Find(workspace, number);
        var change = commit == record.Parent ? "" : workspace.Repository.Commits.Diff(record.Parent, commit);
        host.Answer(
            new ShowDocument(Documents.Of(record, direction: workspace.KnownDirection), page, change), DocumentsJson.Default.ShowDocument,
            () => Console.Out.Write(diff ? change : page));
        return CommandHost.Done;
    });
}
