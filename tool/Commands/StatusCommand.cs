using AutoResearch.Loop;
using AutoResearch.Reports;
using AutoResearch.Research;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class StatusCommand
{
    [Command("status", Description = "Where the research stands.")]
    public int Status([Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        using var workspace = Workspace.Open(Directory.GetCurrentDirectory(), host.Observer);
        workspace.Ledger.RestoreMirror();
        var records = workspace.Ledger.Records;
        var running = workspace.Journal.Read();
        var changed = workspace.Repository.IsUnborn ? [] : workspace.Repository.Changes().Select(change => change.Path).ToList();
        var document = new StatusDocument(
            workspace.Folder, workspace.Repository.Branch, records.Incumbent() is not null, running is not null, records.Count,
            records.CountByStatus().ToDictionary(entry => entry.Status.Name(), entry => entry.Count),
            records.Incumbent() is { } incumbent ? Documents.Of(incumbent) : null, records.FirstBaseline()?.Metric, changed);
        host.Answer(document, DocumentsJson.Default.StatusDocument, () => StatusView.Print(document, running));
        return CommandHost.Done;
    });
}
