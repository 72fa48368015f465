using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Reports.Live;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Runs;

namespace AutoResearch.Reports;

/// <summary>
/// A run as plain lines, for logs, agents and pipes: one when an experiment begins and one with its verdict, the accounts every so
/// often. What a single experiment shows on top of that would be a thousand lines in a night.
/// </summary>
/// <param name="saysEnd">The end of the run is said here, not by the summary.</param>
/// <param name="prefix">Begins every line.</param>
internal sealed class PlainRunObserver(TextWriter output, bool saysEnd, string prefix = "") : IRunObserver
{
    // The accounts come after so many experiments, or so much time where experiments are long.
    private const int ExperimentsBetweenAccounts = 10;
    private const double SecondsBetweenAccounts = 600;

    private readonly PlainObserver plain = new(output, prefix);
    private RunLimits limits = RunLimits.None;
    private (int Number, string Proposer) asked = (0, "");
    private (int Experiments, double Seconds) accounted;

    public void RunBegan(RunLimits given, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        limits = given;
        accounted = (accounts.Experiments, accounts.Seconds);
        var standing = RunStanding.Of(records);
        if (standing.Text.Length > 0)
            Line($"best so far: {standing.Text}");
        Line(Left(accounts, standing));
    }

    public IRunObserver OfSlot(int slot) =>
        new PlainRunObserver(output, saysEnd, string.Create(CultureInfo.InvariantCulture, $"slot {slot + 1}: "));

    public void Proposing(int number, string proposer, int attempt)
    {
        asked = (number, proposer);
        if (attempt > 1)
            Line($"{Format.Number(number)} asking {proposer} again");
    }

    public void Refused(string proposer, string problem) => Line($"{Format.Number(asked.Number)} {proposer}: not taken: {problem}");

    public void Begin(int number, string description, TrainingBudget budget)
    {
        plain.Begin(number, OneLine(asked.Proposer.Length > 0 ? $"{asked.Proposer}: {description}" : description), budget);
        // Nobody is asked for a baseline.
        asked = (number, "");
    }

    public void Enter(ExperimentPhase phase) { }

    public void Again(bool incumbent, int run, int? most) { }

    public void Step(StepEvent step) { }

    public void Notice(string text) => plain.Notice(UntrustedText.Clean(text));

    public void End(ExperimentRecord record)
    {
        // A baseline is no experiment of the run: nobody judges it.
        if (record.IsBaseline)
            Line($"{Format.Number(record.Number)} {Format.Verdict(record)}");
    }

    public void Judged(ExperimentRecord record, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        var standing = RunStanding.Of(records);
        var best = standing.Text.Length > 0 ? $"; best {standing.Text}" : "";
        Line($"{Format.Number(record.Number)} {Format.Verdict(record)}{best}");
        if (
            accounts.Experiments - accounted.Experiments < ExperimentsBetweenAccounts
            && accounts.Seconds - accounted.Seconds < SecondsBetweenAccounts
        )
            return;
        accounted = (accounts.Experiments, accounts.Seconds);
        Line(
            $"{RunText.Count(accounts.Experiments, "experiment")}, {accounts.Kept} kept; {RunText.Pace(accounts)}; "
                + $"{Left(accounts, standing)}"
        );
        foreach (var proposer in accounts.Proposers)
            Line("  " + RunText.Account(proposer));
    }

    public void RunEnded(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        if (saysEnd)
            Line($"The run is over: {reason}.");
    }

    private string Left(RunAccounts accounts, RunStanding standing) =>
        RunText.Left(limits, accounts, accounts.Seconds, standing) is { Count: > 0 } left
            ? "left: " + string.Join(", ", left)
            : "no limit: it goes on until it is interrupted";

    private void Line(string text) => output.WriteLine(prefix + OneLine(text));

    private static string OneLine(string text) => UntrustedText.Clean(text).Replace('\n', ' ').Replace('\t', ' ');
}
