using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;
using Spectre.Console;

namespace AutoResearch.Commands;

internal sealed class DoctorCommand
{
    [Command("doctor", Description = "Check what experiments need, and explain what is missing.")]
    public int Examine([Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        var checks = Doctor.Examine(Directory.GetCurrentDirectory(), host.Cancellation);
        var healthy = checks.All(check => check.State != CheckState.Failed);
        var document = new DoctorDocument(healthy, [.. checks.Select(check => new DoctorCheckDocument(check.Name, check.State.ToString().ToLowerInvariant(), check.Message))]);
        host.Answer(document, DocumentsJson.Default.DoctorDocument, () =>
        {
            foreach (var check in checks)
            {
                var (colour, word) = check.State switch { CheckState.Ok => ("green", "ok"), CheckState.Note => ("yellow", "note"), _ => ("red", "failed") };
                AnsiConsole.Write(new Markup($"[{colour}]{word,-7}[/]"));
                Console.Out.WriteLine($"{check.Name,-12}{check.Message}");
            }
        });
        return healthy ? CommandHost.Done : CommandHost.Failed;
    });
}
