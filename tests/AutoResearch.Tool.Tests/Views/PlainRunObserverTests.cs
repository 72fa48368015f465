using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Views;

public class PlainRunObserverTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly PlainRunObserver observer;

    public PlainRunObserverTests() => observer = new PlainRunObserver(output, saysEnd: false);

    private string[] Lines => output.ToString().TrimEnd('\n').Split('\n');

    [Fact]
    public void An_experiment_is_two_lines()
    {
        var records = SampleRun.Ledger(12);
        observer.Proposing(12, "claude", 1);
        observer.Begin(12, "Raise\tthe\u001b[31m rate", default);
        foreach (var phase in Enum.GetValues<ExperimentPhase>())
            observer.Enter(phase);
        observer.Again(incumbent: true, 2, 4);
        observer.Step(new StepEvent(1, 2, 3, 4, 0.5));
        observer.End(records[11]);
        observer.Judged(records[11], SampleRun.Accounts(records) with { Experiments = 1, Seconds = 60 }, records);
        Assert.Equal(2, Lines.Length);
        Assert.Equal("0012 claude: Raise the[31m rate", Lines[0]);
        Assert.StartsWith($"0012 {Format.Verdict(records[11])}; best val_bpb ", Lines[1]);
    }

    [Fact]
    public void A_baseline_is_two_lines()
    {
        observer.Begin(1, "baseline", default);
        observer.End(Records.One());
        Assert.Equal(["0001 baseline", "0001 kept: because"], Lines);
    }

    [Fact]
    public void What_a_slot_does_is_told_apart()
    {
        var second = observer.OfSlot(1);
        second.Proposing(3, "search", 1);
        second.Begin(4, "an idea", default);
        second.Notice("something");
        Assert.Equal(["slot 2: 0004 search: an idea", "slot 2: something"], Lines);
    }

    [Fact]
    public void A_refused_proposal_and_the_next_attempt_are_told()
    {
        observer.Proposing(3, "claude", 1);
        observer.Refused("claude", "Prepare.cs is locked");
        observer.Proposing(3, "claude", 2);
        Assert.Equal(["0003 claude: not taken: Prepare.cs is locked", "0003 asking claude again"], Lines);
    }

    [Fact]
    public void The_accounts_come_every_so_often()
    {
        var records = SampleRun.Ledger(41);
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts([records[0]]) with { Seconds = 0 }, [records[0]]);
        for (var count = 2; count <= records.Count; count++)
        {
            IReadOnlyList<ExperimentRecord> soFar = [.. records.Take(count)];
            observer.Judged(soFar[^1], SampleRun.Accounts(soFar) with { Seconds = count }, soFar);
        }

        Assert.Equal(4, Lines.Count(line => line.Contains("experiments an hour", StringComparison.Ordinal)));
        Assert.Contains(Lines, line => line.Contains("left: 60 of 100 experiments", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.StartsWith("  claude: kept ", StringComparison.Ordinal));
        Assert.True(Lines.Length <= 2 + 40 + (4 * 5));
    }

    [Fact]
    public void Long_experiments_have_accounts_by_the_clock()
    {
        var records = SampleRun.Ledger(3);
        observer.RunBegan(RunLimits.None, SampleRun.Accounts([]), []);
        observer.Judged(records[1], SampleRun.Accounts(records) with { Experiments = 1, Seconds = 599 }, records);
        Assert.DoesNotContain(Lines, line => line.Contains("an hour", StringComparison.Ordinal));
        observer.Judged(records[2], SampleRun.Accounts(records) with { Experiments = 2, Seconds = 601 }, records);
        Assert.Contains(Lines, line => line.Contains("an hour", StringComparison.Ordinal));
    }

    [Fact]
    public void The_closing_summary_names_the_best_and_each_proposer()
    {
        var records = SampleRun.Ledger();
        RunView.Print(output, "60 of 60 experiments are done", SampleRun.Accounts(records), records);
        Assert.Equal("The run is over: 60 of 60 experiments are done.", Lines[0]);
        Assert.StartsWith("best: val_bpb 1.", Lines[1]);
        Assert.Contains(Lines, line => line.Contains("set aside: the endpoint refused its key three times", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false, false, false)] // a terminal: the summary says it
    [InlineData(false, true, true, false)] // one log, or two
    [InlineData(false, false, true, false)]
    [InlineData(false, true, false, true)] // the summary goes to a file, the progress to a terminal
    [InlineData(true, false, false, true)] // the summary is a document
    [InlineData(true, true, true, true)]
    public void The_end_is_said_once(bool json, bool outputRedirected, bool errorRedirected, bool saysEnd)
    {
        Assert.Equal(saysEnd, RunView.SaysEnd(json, outputRedirected, errorRedirected));
        var records = SampleRun.Ledger();
        var plain = new PlainRunObserver(output, saysEnd);
        plain.RunEnded("60 of 60 experiments are done", SampleRun.Accounts(records), records);
        Assert.Equal(saysEnd ? "The run is over: 60 of 60 experiments are done.\n" : "", output.ToString());
    }

    [Fact]
    public void The_document_holds_the_accounts()
    {
        var records = SampleRun.Ledger();
        var document = Documents.Of("it is over", SampleRun.Accounts(records), records);
        Assert.Equal(60, document.Experiments);
        Assert.Equal(4, document.Proposers.Count);
        Assert.Equal(2.0558, document.Baseline);
        Assert.Equal(records.Incumbent()!.Number, document.Incumbent!.Experiment);
    }
}
