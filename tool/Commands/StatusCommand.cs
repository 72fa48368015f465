using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class StatusCommand
{
    [Command("status", Description = "Where the research stands.")]
    public int Status([Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
        {
            var (document, running) = StatusVerb.Run(Directory.GetCurrentDirectory(), host.Observer);
            host.Answer(document, DocumentsJson.Default.StatusDocument, () => StatusView.Print(document, running));
            return CommandHost.Done;
        });
}
