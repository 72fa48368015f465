using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class DoctorCommand
{
    [Command("doctor", Description = "Check what experiments need, and explain what is missing.")]
    public int Examine([Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
        {
            var checks = Doctor.Examine(Directory.GetCurrentDirectory(), host.Cancellation);
            var healthy = checks.All(check => check.State != CheckState.Failed);
            var document = new DoctorDocument(
                healthy,
                [.. checks.Select(check => new DoctorCheckDocument(check.Name, check.State.ToString().ToLowerInvariant(), check.Message))]
            );
            host.Answer(document, DocumentsJson.Default.DoctorDocument, () => DoctorView.Print(document));
            return healthy ? CommandHost.Done : CommandHost.Failed;
        });
}
