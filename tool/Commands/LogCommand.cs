using AutoResearch.Loop;
using AutoResearch.Reports;
using AutoResearch.Research;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class LogCommand
{
    [Command("log", Description = "List the experiments.")]
    public int Log(
        [Option('n', Description = "Only the last N.")] int? last,
        [Option(Description = "Only one status, such as kept.")] string? status,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        if (last is < 1)
            throw new ResearchException(Codes.Usage, "--last takes a number from 1.");
        ExperimentStatus? wanted = null;
        if (status is not null)
            wanted = ExperimentStatusNames.TryParse(status, out var named) ? named : throw new ResearchException(Codes.Usage, $"'{status}' is no status. There are: {ExperimentStatusNames.All}.");
        using var workspace = Workspace.Open(Directory.GetCurrentDirectory(), host.Observer);
        workspace.Ledger.RestoreMirror();
        var records = workspace.Ledger.Records.Where(record => wanted is null || record.Status == wanted).TakeLast(last ?? int.MaxValue).ToList();
        host.Answer(new LogDocument([.. records.Select(record => Documents.Of(record))]), DocumentsJson.Default.LogDocument, () => LedgerTable.Print(records));
        return CommandHost.Done;
    });
}
