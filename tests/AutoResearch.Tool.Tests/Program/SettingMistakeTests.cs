using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Programs;

/// <summary>Strict in meaning: what cannot be meant is an error that names the line.</summary>
public class SettingMistakeTests
{
    private const string Valid = "- Metric: val_bpb\n- Training budget: 60 seconds\n";

    [Theory]
    [InlineData(
        "Device: cpu\n\nDevice: cuda",
        "program.md(6): Device: 'cuda' contradicts line 4, which says 'cpu'. Take one of the two lines out"
    )]
    [InlineData("Training budget: 5 minutes", "program.md(4): Training budget: '5 minutes' contradicts line 2, which says '60 seconds'")]
    [InlineData("metric: test_acc", "program.md(4): metric: 'test_acc' contradicts line 1")]
    [InlineData("Attempts: 2\nProposal time: 1 minute\nAttempts: 4", "program.md(6): Attempts: '4' contradicts line 4")]
    [InlineData(
        "Attempts: 0",
        "program.md(4): Attempts: '0' is not how often a proposer may try for one experiment. Write a number from 1 to 10; 3 is the default"
    )]
    [InlineData("Attempts: 11", "program.md(4): Attempts: '11' is not")]
    [InlineData("Attempts: two", "program.md(4): Attempts: 'two' is not")]
    [InlineData(
        "Proposal time: soon",
        "program.md(4): Proposal time: 'soon' is not how long one attempt at a proposal may take. Write '90 "
            + "seconds' or '10 minutes', up to '24 hours'"
    )]
    [InlineData("Proposal time: 20 steps", "program.md(4): Proposal time: '20 steps' is not")]
    [InlineData("Proposal time: 0 seconds", "program.md(4): Proposal time: '0 seconds' is not")]
    [InlineData("Proposal time: 25 hours", "program.md(4): Proposal time: '25 hours' is not")]
    [InlineData("Proposers: search 10 %, claude 10 %", "program.md(4): Proposers: the shares add up to 20 %")]
    [InlineData("Limit: peak memory 2 apples", "program.md(4): Limit: 'apples' is no unit of memory")]
    [InlineData("Device: tpu", "program.md(4): Device: 'tpu' is not a device. Write auto, cpu, cuda, or for one of several GPUs cuda:1")]
    public void A_line_that_cannot_be_meant(string lines, string expected) => Refuses(Valid + "\n" + lines + "\n", expected);

    [Theory]
    [InlineData("0 seconds", "'0 seconds' is no training at all. Write more than 0, such as '60 seconds'")]
    [InlineData("-5 minutes", "'-5 minutes' is no training at all")]
    [InlineData("0", "'0' is no training at all")]
    [InlineData("60 fortnights", "'60 fortnights' is not a training budget")]
    public void A_budget_that_is_none(string budget, string expected) =>
        Refuses($"- Metric: val_bpb\n- Training budget: {budget}\n", "program.md(2): Training budget: " + expected);

    [Theory]
    [InlineData("- Early stoping: on", "program.md(3): Early stoping: this is no setting. Did you mean 'Early stopping'")]
    [InlineData("- Limits: parameters 10 M", "program.md(3): Limits: this is no setting. Did you mean 'Limit'")]
    [InlineData("- Editable file: Train.cs", "program.md(3): Editable file: this is no setting. Did you mean 'Editable files'")]
    public void A_key_that_is_almost_one_in_the_list_of_settings(string line, string expected) => Refuses(Valid + line + "\n", expected);

    [Theory]
    [InlineData("- Author: Ada\n")]
    [InlineData("\nEarly stoping: what a word.\n")]
    [InlineData("\n## Ideas\n\n- Limits: none.\n")]
    [InlineData("- Device: cpu\n- Device: `CPU`.\n")]
    [InlineData("- Limit: parameters 1 M\n- Limit: parameters 2 M (hard)\n")]
    [InlineData("\n## Baseline\n\n- Metric: test_acc 0.5\n- Training budget: 1 hour\n- Device: toaster\n\n### More\n\n- Runs: many\n")]
    public void What_is_prose_the_same_or_in_the_baseline_is_no_mistake(string lines)
    {
        var program = ResearchProgram.Parse(Valid + lines);
        Assert.Equal(Metric.Lower("val_bpb"), program.Metric);
        Assert.Equal(60, program.Budget.Amount);
    }

    [Fact]
    public void A_setting_that_stands_only_in_the_baseline_is_missing() =>
        Refuses("- Metric: val_bpb\n\n## Baseline\n\n- Training budget: 60 seconds\n", "program.md has no 'Training budget'");

    [Theory]
    [InlineData("val_loss", Direction.Lower)]
    [InlineData("PERPLEXITY", Direction.Lower)]
    [InlineData("Test_Acc (higher is better)", Direction.Higher)]
    [InlineData("minimize val_bpb", Direction.Lower)]
    [InlineData("roc_auc, MORE is better", Direction.Higher)]
    [InlineData("wer ↓", Direction.Lower)]
    [InlineData("**f1** (maximise)", Direction.Higher)]
    public void A_metric_has_the_direction_that_everybody_knows_or_that_is_stated(string metric, Direction direction)
    {
        var read = ResearchProgram.Parse($"- Metric: {metric}\n- Training budget: 60\n").Metric;
        Assert.Equal(direction, read.Direction);
        Assert.Contains(read.Name, metric, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VAL_BPB (higher is better)", "VAL_BPB is better when it is lower, and the line says the opposite")]
    [InlineData("minimize", "no metric is named")]
    [InlineData("maximize perplexity", "perplexity is better when it is lower")]
    [InlineData("", "no metric is named")]
    public void A_metric_that_cannot_be_meant(string metric, string expected) =>
        Refuses($"- Training budget: 60\n- Metric: {metric}\n", "program.md(2): Metric: " + expected);

    [Fact]
    public void What_a_run_needs_has_defaults_and_is_read()
    {
        var plain = ResearchProgram.Parse(Valid);
        Assert.Empty(plain.Proposers);
        Assert.Equal(3, plain.Attempts);
        Assert.Equal(TimeSpan.FromMinutes(10), plain.ProposalTime);

        var said = ResearchProgram.Parse(Valid + "- Proposers: search 75 %, claude 25 %\n- Attempts: 1\n- Proposal time: 90 seconds\n");
        Assert.Equal([new ProposerShare("search", 0.75), new ProposerShare("claude", 0.25)], said.Proposers);
        Assert.Equal(1, said.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(90), said.ProposalTime);
    }

    [Fact]
    public void A_mistake_behind_a_byte_order_mark_and_old_line_ends_has_the_same_line() =>
        Refuses("\uFEFF" + (Valid + "\nDevice: tpu\n").Replace('\n', '\r'), "program.md(4): Device: 'tpu'");

    [Fact]
    public void A_message_repeats_only_the_beginning_of_a_long_value() =>
        Assert.InRange(
            Assert
                .Throws<ResearchException>(() => ResearchProgram.Parse(Valid + "- Device: " + new string('x', 100_000) + "\n"))
                .Message.Length,
            80,
            300
        );

    // As large as a program may be, and as hostile as Markdown can be: nothing that ends the process, and nothing that never ends.
    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("`")]
    [InlineData("# a\na: b\n")]
    [InlineData("# Baseline\na: b\n")]
    [InlineData("a:b\n\n")]
    [InlineData("- Device: cpu\n")]
    [InlineData("<!--\n")]
    [InlineData("|a")]
    [InlineData("a  ")]
    public void A_megabyte_of_anything_is_read_or_refused(string piece)
    {
        var text = Valid + "\n" + string.Concat(Enumerable.Repeat(piece, (ProgramText.Limit - 100) / piece.Length));
        try
        {
            Assert.Equal(60, ResearchProgram.Parse(text).Budget.Amount);
        }
        catch (ResearchException exception)
        {
            Assert.Contains("nested too deeply", exception.Message);
        }
    }

    private static void Refuses(string text, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() => ResearchProgram.Parse(text));
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.Contains(expected, exception.Message);
    }
}
