using AutoResearch.Loop;
using AutoResearch.Reports;
using AutoResearch.Research;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class VerifyCommand
{
    [Command("verify", Description = "Check that an experiment, or with --all the whole history, is what the ledger says; reproduce kept scores.")]
    public int Verify(
        [Argument(Description = "The experiment's number.")] int? number,
        [Option(Description = "Audit every experiment and the ledger's own history.")] bool all,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        if (all == number is not null)
            throw new ResearchException(Codes.Usage, "Name one experiment ('dotnet autoresearch verify 3'), or audit all of them ('dotnet autoresearch verify --all').");
        using var workspace = Open(host);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var audit = new Audit(workspace, host.Observer, host.Cancellation);
        var report = number is { } one ? audit.One(one) : audit.All();
        host.Answer(Documents.Of(report), DocumentsJson.Default.VerifyDocument, () => AuditView.Print(report));
        return report.Agrees ? CommandHost.Done : CommandHost.Failed;
    });

    private static Workspace Open(CommandHost host)
    {
        var folder = Directory.GetCurrentDirectory();
        try
        {
            return Workspace.Open(folder, host.Observer);
        }
        catch (ResearchException exception) when (exception.Code == Codes.LedgerDamaged)
        {
            // An interrupted run cannot be put right before the ledger is; the audit says what is wrong with that.
            return Workspace.OpenForLooking(folder);
        }
    }
}
