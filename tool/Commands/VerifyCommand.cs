using AutoResearch.Audit;
using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class VerifyCommand
{
    [Command(
        "verify",
        Description = "Check that an experiment, or with --all the whole history, is what the ledger says; reproduce kept scores."
    )]
    public int Verify(
        [Argument(Description = "The experiment's number.")] int? number,
        [Option(Description = "Audit every experiment and the ledger's own history.")] bool all,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            if (all == number is not null)
                throw new ResearchException(
                    Codes.Usage,
                    "Name one experiment ('dotnet autoresearch verify 3'), or audit all of them ('dotnet autoresearch verify --all')."
                );
            var report = VerifyVerb.Run(Directory.GetCurrentDirectory(), number, host.Observer, host.Cancellation);
            host.Answer(Documents.Of(report), DocumentsJson.Default.VerifyDocument, () => AuditView.Print(report));
            return report.Agrees ? CommandHost.Done : CommandHost.Failed;
        });
}
