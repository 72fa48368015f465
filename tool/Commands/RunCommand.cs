using AutoResearch.Experiment;
using AutoResearch.Proposers.Agents;
using AutoResearch.Proposers.Models;
using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Runs;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class RunCommand
{
    [Command("run", Description = "Propose and run experiments until a limit is reached or you stop it.")]
    public int Run(
        [Option(Description = "Stop after so many experiments.")] int? experiments,
        [Option(Description = "Stop after so many hours.")] double? hours,
        [Option(Description = "Stop when proposing has cost so many dollars.")] double? cost,
        [Option(Description = "Stop when proposing has taken so many tokens of a language model.")] long? tokens,
        [Option(Description = "Stop when the metric is at least this good.")] double? until,
        [Option(Description = "Stop when so many experiments in a row were not kept.")] int? plateau,
        [Option(
            'p',
            Description = "Who proposes: search, search:STRATEGY, claude, codex, gemini, copilot, opencode, aider, agent:COMMAND, "
                + "model:NAME@URL, ollama:NAME. Repeat it for a mixture; =N behind it gives a share."
        )]
            string[]? proposer,
        [Option(Description = "What a model reads costs, in dollars for a million tokens.")] string? priceIn,
        [Option(Description = "What a model writes costs, in dollars for a million tokens.")] string? priceOut,
        [Option(Description = "The environment variable that holds a model's key.")] string? keyVariable,
        [Option(Description = "Let program.md send a model's key to the endpoint that it names.")] bool yes,
        [Option(Description = "Make so many experiments at the same time: a number, or auto.")] string? slots,
        [Option(Description = "Begin a new run, although one was not finished.")] bool fresh,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = PublishWords.PrHelp)] bool pr,
        [Option(Description = PublishWords.DraftHelp)] bool draft,
        [Option(Description = PublishWords.BaseHelp)] string? @base,
        [Option(Description = PublishWords.LabelHelp)] string[]? label,
        [Option(Description = PublishWords.ReviewerHelp)] string[]? reviewer,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Watch(json, (host, observer) =>
        {
            AgentEnvironment.RefuseInsideAgent();
            var limits = RunLimits.Checked(experiments, hours, cost, tokens, until, plateau);
            var prices = Prices.Parse(priceIn, priceOut);
            var publish = PublishWords.Options(pr, draft, @base, label, reviewer);
            var policy = SandboxPolicy.Parse(sandbox, observer);
            Func<string, bool>? confirm =
                yes ? _ => true
                : json || !RunView.CanAsk ? null
                : question => RunView.Ask(question, host.Cancellation);
            var request = new RunRequest(limits, proposer, prices, keyVariable, Slots(slots), fresh, policy, publish, confirm);
            var (outcome, published) = RunVerb.Run(
                Directory.GetCurrentDirectory(),
                request,
                observer,
                CommandHost.Clock,
                Tell,
                host.Cancellation
            );
            foreach (var line in published)
                Console.Error.WriteLine(line);
            return outcome.IsComplete ? CommandHost.Done
                : host.Cancellation.IsCancellationRequested ? CommandHost.Interrupted
                : CommandHost.Failed;

            void Tell(RunOutcome ended, IReadOnlyList<ExperimentRecord> records) =>
                host.Answer(Documents.Of(ended.Reason, ended.Accounts, records), DocumentsJson.Default.RunDocument, () =>
                    RunView.Print(ended.Reason, ended.Accounts, records)
                );
        });

    private static SlotsWanted? Slots(string? option) =>
        option is null ? null
        : SlotsWanted.TryParse(option, out var wanted) ? wanted
        : throw new ResearchException(
            Codes.Usage,
            "--slots takes a whole number from 1, or auto. Leave it out to run one experiment at a time."
        );
}
