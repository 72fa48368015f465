using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class RestoreCommand
{
    [Command("restore", Description = "Bring an experiment's files back into the working tree.")]
    public int Restore(
        [Argument(Description = "The experiment's number.")] int number,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var document = RestoreVerb.Run(Directory.GetCurrentDirectory(), number, host.Observer);
            var files = document.Files;
            host.Answer(document, DocumentsJson.Default.RestoreDocument, () =>
                Console.WriteLine(
                    $"{string.Join(", ", files)} {(files.Count == 1 ? "is" : "are")} now as in experiment {Format.Number(number)}. 'git "
                        + $"diff' shows the change, 'git restore {files[0]}' drops it."
                )
            );
            return CommandHost.Done;
        });
}
