using AutoResearch.Publishing.Sync;
using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class SyncCommand
{
    [Command(
        "sync",
        Description = "Bring the ledger and the experiments' commits to a remote and back. The research "
            + "branch stays yours to push and pull."
    )]
    public int Sync(
        [Argument(Description = "The remote's name; without one, that of the checked-out branch.")] string? remote,
        [Option("fetch-only", Description = "Send nothing.")] bool fetchOnly,
        [Option(Description = "Take the weights of what was kept along, both ways.")] bool weights,
        [Option(
            "set-aside",
            Description = "Where the two ledgers cannot be joined, take the remote's; what is not "
                + "published leaves the ledger and stays as commits."
        )]
            bool setAside,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var report = SyncVerb.Run(
                Directory.GetCurrentDirectory(),
                new SyncOptions(remote, fetchOnly, weights, setAside),
                host.Observer,
                host.Cancellation
            );
            host.Answer(SyncDocument.Of(report), DocumentsJson.Default.SyncDocument, () => SyncView.Print(report));
            return CommandHost.Done;
        });
}
