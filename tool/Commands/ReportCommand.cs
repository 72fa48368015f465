using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class ReportCommand
{
    [Command("report", Description = "Write all experiments as one HTML file that opens anywhere, and experiments.md.")]
    public int Report(
        [Option('o', Description = "The file; report.html in the repository if not given.")] string? output,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var report = ReportVerb.Run(Directory.GetCurrentDirectory(), output, host.Observer);
            host.Answer(
                new ReportDocument(report.File, report.Overview, report.Bytes, report.Experiments, report.Page.Rows, report.Page.Diffs),
                DocumentsJson.Default.ReportDocument,
                () => Console.Out.WriteLine($"{report.File} ({report.Bytes / 1024} KB)")
            );
            return CommandHost.Done;
        });
}
