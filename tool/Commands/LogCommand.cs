using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class LogCommand
{
    [Command("log", Description = "List the experiments.")]
    public int Log(
        [Option('n', Description = "Only the last N of those that match.")] int? last,
        [Option(Description = "Only one status, such as kept.")] string? status,
        [Option(Description = "Only what one proposer suggested, such as claude or search; 'hand' for steps of one's own.")]
            string? proposer,
        [Option(Description = "Only those that turned one knob.")] string? knob,
        [Option(Description = "Only those since a date (2026-11-20) or so long ago (45m, 3h, 2d).")] string? since,
        [Option(Description = "Only those with a text in their description.")] string? grep,
        [Option(Description = "Only those with a better mean than the incumbent had.")] bool better,
        [Option(Description = "The best metric or the largest gain first, instead of the order of time: metric, gain, time.")] string? sort,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var query = new LedgerQuery
            {
                Status = Given(status, LogVerb.Status),
                Proposer = Named("--proposer", proposer),
                Knob = Named("--knob", knob),
                Since = Given(since, text =>
                    PointInTime.Parse(text, DateTimeOffset.Now)
                    ?? throw new ResearchException(Codes.Usage, $"--since takes {PointInTime.Accepted}; '{text}' is none of these.")
                ),
                Text = Named("--grep", grep),
                Better = better,
                Last = last,
                Order = Given(sort, Order) ?? LedgerOrder.Time,
            };
            var logged = LogVerb.Run(Directory.GetCurrentDirectory(), query, host.Observer);
            host.Answer(logged.Document, DocumentsJson.Default.LogDocument, () =>
            {
                // Where only a remote has the ledger, a notice has said so, and there is no table to print.
                if (logged.Document.LedgerOn is null)
                    LedgerTable.Print(logged.Records, logged.All);
            });
            return CommandHost.Done;
        });

    private static T? Given<T>(string? text, Func<string, T> parse)
        where T : struct => text is null ? null : parse(text);

    private static string? Named(string option, string? text) =>
        text is null || text.Trim().Length > 0
            ? text?.Trim()
            : throw new ResearchException(Codes.Usage, $"{option} takes a text that is not empty.");

    private static LedgerOrder Order(string text) =>
        text switch
        {
            "time" => LedgerOrder.Time,
            "metric" => LedgerOrder.Metric,
            "gain" => LedgerOrder.Gain,
            _ => throw new ResearchException(Codes.Usage, $"--sort takes metric, gain or time; '{text}' is none of these."),
        };
}
