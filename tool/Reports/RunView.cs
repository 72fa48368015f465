using AutoResearch.Reports.Live;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Runs;
using AutoResearch.Workspace;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>What a person sees of a run: while it goes on, and at its end.</summary>
internal static class RunView
{
    /// <summary>True if a person can be asked: both the input and standard error, which shows the question, are a terminal.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>A live view where standard error is a terminal whose cursor can be moved, else plain lines.</summary>
    /// <param name="json">Standard output holds a document.</param>
    public static IRunObserver Observe(TextWriter error, bool json) =>
        Terminal.CanRedraw && On(error).Profile.Capabilities.Ansi
            ? new LiveRunObserver(error, SaysEnd(json, Console.IsOutputRedirected, Console.IsErrorRedirected))
            : new PlainRunObserver(error, SaysEnd(json, Console.IsOutputRedirected, Console.IsErrorRedirected));

    /// <summary>
    /// Whether the end of the run is said on standard error. The summary on standard output begins with it, but whoever watches the
    /// progress may not see that.
    /// </summary>
    internal static bool SaysEnd(bool json, bool outputRedirected, bool errorRedirected) => json || (outputRedirected && !errorRedirected);

    /// <summary>Asks on standard error; no is the default.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static bool Ask(string question, CancellationToken cancellation) =>
        new ConfirmationPrompt(Markup.Escape(UntrustedText.Clean(question)) + " Is that right?") { DefaultValue = false }
            .ShowAsync(On(Console.Error), cancellation)
            .GetAwaiter()
            .GetResult();

    private static IAnsiConsole On(TextWriter error) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    /// <summary>The closing summary on standard output.</summary>
    /// <param name="reason">Why the run is over, as the rest of a sentence.</param>
    public static void Print(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        Print(Console.Out, reason, accounts, records);

    internal static void Print(TextWriter output, string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        var standing = RunStanding.Of(records);
        output.WriteLine($"The run is over: {UntrustedText.Clean(reason)}.");
        if (standing.Best is { } best)
            output.WriteLine($"best: {standing.Text} (experiment {Format.Number(best.Number)}, {UntrustedText.Clean(best.Description)})");
        output.WriteLine(
            $"{RunText.Count(accounts.Experiments, "experiment")}, {accounts.Kept} kept, in {RunText.Duration(accounts.Seconds)}; "
                + $"{RunText.Pace(accounts)}"
        );
        if (accounts.Proposers.Count > 0)
            output.WriteLine($"proposing: {RunText.Cost(accounts.Cost)}");
        foreach (var proposer in accounts.Proposers)
            output.WriteLine("  " + RunText.Account(proposer));
        output.WriteLine($"All of it: {Ledger.Overview}, or as a page: dotnet autoresearch report");
    }
}
