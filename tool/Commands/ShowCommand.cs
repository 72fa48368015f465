using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class ShowCommand
{
    [Command("show", Description = "Show one experiment: its result, or with --diff its change.")]
    public int Show(
        [Argument(Description = "The experiment's number.")] int number,
        [Option(Description = "Print the change as a diff, ready for 'git apply'.")] bool diff,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var document = ShowVerb.Run(Directory.GetCurrentDirectory(), number, host.Observer);
            host.Answer(document, DocumentsJson.Default.ShowDocument, () => Console.Out.Write(diff ? document.Diff : document.Page));
            return CommandHost.Done;
        });
}
