using AutoResearch.Loop;
using AutoResearch.Reports.Live;
using AutoResearch.Research;
using AutoResearch.Research.Running;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>What a person sees of a run: while it goes on, and at its end.</summary>
internal static class RunView
{
    /// <summary>A live view where standard error is a terminal whose cursor can be moved, else plain lines.</summary>
    public static IRunObserver Observe(TextWriter error) =>
        Terminal.CanRedraw && AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) }).Profile.Capabilities.Ansi
            ? new LiveRunObserver(error)
            : new PlainRunObserver(error);

    /// <summary>The closing summary on standard output.</summary>
    /// <param name="reason">Why the run is over, as the rest of a sentence.</param>
    public static void Print(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) => Print(Console.Out, reason, accounts, records);

    internal static void Print(TextWriter output, string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        var standing = RunStanding.Of(records);
        output.WriteLine($"The run is over: {UntrustedText.Clean(reason)}.");
        if (standing.Best is { } best)
            output.WriteLine($"best: {standing.Text} (experiment {Format.Number(best.Number)}, {UntrustedText.Clean(best.Description)})");
        output.WriteLine($"{RunText.Count(accounts.Experiments, "experiment")}, {accounts.Kept} kept, in {RunText.Duration(accounts.Seconds)}; {RunText.Pace(accounts)}");
        if (accounts.Proposers.Count > 0)
            output.WriteLine($"proposing: {RunText.Cost(accounts.Cost)}");
        foreach (var proposer in accounts.Proposers)
            output.WriteLine("  " + RunText.Account(proposer));
        output.WriteLine($"All of it: {Ledger.Overview}, or as a page: dotnet autoresearch report");
    }
}
