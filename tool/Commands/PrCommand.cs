using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class PrCommand
{
    [Command("pr", Description = "Publish what was kept as pull requests, a branch with the one idea each; or print what would be.")]
    public int Pr(
        [Argument(Description = "The experiment's number.")] int? number,
        [Option(Description = "Publish every kept experiment.")] bool allKept,
        [Option(Description = "Publish the kept experiment with the best score.")] bool best,
        [Option(Description = "Deliver what could not be delivered before.")] bool retry,
        [Option(Description = PublishWords.DraftHelp)] bool draft,
        [Option(Description = PublishWords.BaseHelp)] string? @base,
        [Option(Description = PublishWords.LabelHelp)] string[]? label,
        [Option(Description = PublishWords.ReviewerHelp)] string[]? reviewer,
        [Option(Description = "Print exactly what would be pushed and posted.")] bool dryRun,
        [Option(Description = "Print the title and the text alone, for any other way than GitHub.")] bool print,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            Check(number, allKept, best, retry, dryRun, print);
            using var pr = PrVerb.Open(
                Directory.GetCurrentDirectory(),
                new PublishOptions(draft, @base, label ?? [], reviewer ?? []),
                host.Observer
            );
            if (retry)
                return Answer(host, pr.Retry(host.Cancellation));
            var plan = pr.Plan(number, allKept);
            var problems = PublishView.Problems(plan).Select(entry => entry.Problem).ToList();
            if (print)
                // Who does not use GitHub needs no branch: the text is there whether or not one can be made.
                host.Answer(PublishView.Document(plan), DocumentsJson.Default.PullRequestsDocument, () =>
                    PublishView.PrintTexts(Console.Out, plan)
                );
            else if (problems.Find(problem => !allKept || problem.Code == Codes.NoTarget) is { } refused)
                throw refused;
            else if (dryRun)
                host.Answer(PublishView.Document(plan), DocumentsJson.Default.PullRequestsDocument, () =>
                    PublishView.PrintDryRun(Console.Out, plan)
                );
            var code = print || dryRun ? CommandHost.Done : Answer(host, pr.Deliver(plan, host.Cancellation));
            PublishView.PrintProblems(Console.Error, plan, matters: !print);
            return print || problems.TrueForAll(PublishView.IsNoFault) ? code : CommandHost.Failed;
        });

    private static int Answer(CommandHost host, IReadOnlyList<PublishResult> results)
    {
        host.Answer(DeliveryView.Document(results), DocumentsJson.Default.DeliveriesDocument, () =>
            DeliveryView.Print(Console.Out, Console.Error, results)
        );
        return results.All(result => result.IsDelivered) ? CommandHost.Done : CommandHost.Failed;
    }

    private static void Check(int? number, bool allKept, bool best, bool retry, bool dryRun, bool print)
    {
        if (((bool[])[number is not null, allKept, best, retry]).Count(given => given) != 1)
            throw new ResearchException(
                Codes.Usage,
                "Say which experiments: 'dotnet autoresearch pr 17', 'pr --best', 'pr --all-kept', or 'pr "
                    + "--retry' for what could not be delivered before."
            );
        if (dryRun && print)
            throw new ResearchException(
                Codes.Usage,
                "--print gives the text alone, --dry-run everything that would be pushed and posted: leave one of them out."
            );
        if (retry && (dryRun || print))
            throw new ResearchException(Codes.Usage, "--retry delivers; it has nothing to print.");
    }
}
