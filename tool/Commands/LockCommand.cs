using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class LockCommand
{
    [Command("lock", Description = "Lock the files as they are now, on purpose; a new baseline follows.")]
    public int Lock(
        [Option('m', Description = "Why, for the commit.")] string? message,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var result = LockVerb.Run(Directory.GetCurrentDirectory(), message, host.Observer);
            host.Answer(new LockDocument(result.Files, result.Changed, result.Commit), DocumentsJson.Default.LockDocument, () =>
            {
                if (result.Changed.Count == 0)
                {
                    Console.WriteLine($"Nothing changed: {result.Files} files are locked as before.");
                    return;
                }

                Console.WriteLine($"{result.Files} files are locked. Changed since the last lock: {string.Join(", ", result.Changed)}.");
                Console.WriteLine(
                    "Results from before do not compare any more: the next 'step' (or 'init') measures a new baseline first."
                );
            });
            return CommandHost.Done;
        });
}
