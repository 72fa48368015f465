using AutoResearch.Experiment;
using AutoResearch.Reports.Live;
using AutoResearch.Research.Running;
using CsCheck;
using Spectre.Console;
using Spectre.Console.Testing;

namespace AutoResearch.Tests.Views;

/// <summary>What the live view shows, for any state and any size of the terminal.</summary>
public class RunScreenTests
{
    private static readonly StepEvent Step = new(812, 2.431f, 1_359_600, 33, 0.55);

    private static readonly RunningExperiment Training = new(
        62,
        "search/history",
        1,
        null,
        "Raise Width from 192 to 256, as Expansion helped",
        ExperimentPhase.Train,
        "run 2 of at most 4",
        Step,
        33
    );

    private static RunScreen Screen(RunningExperiment? now = null, string? ended = null)
    {
        var records = SampleRun.Ledger();
        var accounts = SampleRun.Accounts(records);
        return new RunScreen(SampleRun.Limits, accounts, accounts.Seconds + 40, RunStanding.Of(records), [now ?? Training], records, ended);
    }

    private static IReadOnlyList<string> Lines(RunScreen screen, int width, int height, bool unicode = true)
    {
        var console = new TestConsole().Width(width).Height(height);
        console.Write(screen.Render(width, height, unicode));
        return console.Lines;
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(60, 20)]
    [InlineData(40, 10)]
    public void A_picture_for_each_size(int width, int height)
    {
        var lines = Lines(Screen(), width, height);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lines));
        Assert.StartsWith("0062 Raise Width from 192 to 256", lines[0]);
        Assert.StartsWith("training (run 2 of at most 4)", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("best  val_bpb 1.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("0061 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("left  40 of 100 experiments", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wide_screen_shows_everything()
    {
        var text = string.Join('\n', Lines(Screen(), 120, 40));
        foreach (
            var part in (string[])
                [
                    "55 %",
                    "step 812",
                    "loss 2.431",
                    "tokens/s",
                    "27 s left",
                    "by search/history",
                    "experiments an hour",
                    "of the time in training",
                    "of 8.0 h",
                    "of $5.00",
                    "M tokens",
                    "to val_bpb 1.85",
                    "more without a gain",
                    "set aside: the endpoint",
                    "not better: ",
                    "% from 2.0558",
                    "█",
                ]
        )
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_state_and_no_text_leaves_the_screen() =>
        Gen.Select(Gen.Int[1, 130], Gen.Int[1, 50], Gen.String, Gen.String, Gen.Int[0, 30], Gen.Bool)
            .Sample(
                (width, height, hypothesis, reason, experiments, unicode) =>
                {
                    var records = SampleRun
                        .Ledger(experiments)
                        .Select(record => record with { Description = hypothesis, Reason = reason })
                        .ToList();
                    var accounts = SampleRun.Accounts(records);
                    var screen = new RunScreen(
                        SampleRun.Limits,
                        accounts,
                        1e4,
                        RunStanding.Of(records),
                        [
                            .. Enumerable.Repeat(
                                Training with
                                {
                                    Hypothesis = hypothesis,
                                    Proposer = reason,
                                    Refused = reason,
                                },
                                experiments % 4 + 1
                            ),
                        ],
                        records,
                        null
                    );
                    var lines = Lines(screen, width, height, unicode);
                    Assert.True(lines.Count <= height, $"{lines.Count} rows on a screen of {height}");
                    Assert.All(lines, line => Assert.True(line.GetCellWidth() <= width, line));
                    Assert.All(screen.Render(width, height, unicode).Widths, row => Assert.InRange(row, 0, width));
                },
                iter: 300
            );

    [Fact]
    public void Text_of_a_proposer_is_text()
    {
        const string nasty = "[red]bold[/] [link=https://example.com]x[/] \u001b[2J\u001b]0;title\u0007 a\nb\tc \u202Eback";
        var records = SampleRun.Ledger(5).Select(record => record with { Description = nasty, Reason = nasty }).ToList();
        var screen = Screen(Training with { Hypothesis = nasty, Proposer = nasty }) with
        {
            Verdicts = records,
            Standing = RunStanding.Of(records),
        };
        var console = new TestConsole().Width(200).EmitAnsiSequences();
        console.Write(screen.Render(200, 30, unicode: true));
        Assert.Contains("[red]bold[/] [link=https://example.com]x[/] [2J]0;title a b c back", console.Output);
        Assert.DoesNotContain("\u001b[2J", console.Output);
        Assert.DoesNotContain("\u001b]", console.Output);
        Assert.DoesNotContain("\u202E", console.Output);
    }

    [Fact]
    public void Verdicts_are_coloured_and_nothing_is_where_colours_are_not_wanted()
    {
        var console = new TestConsole().Width(120).EmitAnsiSequences();
        console.Write(Screen().Render(120, 30, unicode: true));
        Assert.Matches(@"\u001b\[(32|38;5;2)mkept", console.Output);
        var plain = new TestConsole().Width(120).Colors(ColorSystem.NoColors);
        plain.Write(Screen().Render(120, 30, unicode: true));
        Assert.DoesNotContain("\u001b[", plain.Output);
    }

    [Fact]
    public void A_terminal_without_block_characters_gets_letters() =>
        Assert.All(string.Concat(Lines(Screen(), 100, 30, unicode: false)).Where(c => c != '…'), c => Assert.True(c < 128, $"{c}"));

    [Fact]
    public void Proposing_says_who_is_asked_and_what_was_not_taken()
    {
        var now = RunningExperiment.Proposed(62, "claude", 2, "it changes Prepare.cs, which is locked") with { Seconds = 75 };
        var lines = Lines(Screen(now), 80, 24);
        Assert.Equal("0062 claude is asked for a change", lines[0]);
        Assert.Equal("proposing, attempt 2  75 s", lines[1]);
        Assert.Equal("not taken: it changes Prepare.cs, which is locked", lines[2]);
    }

    [Fact]
    public void The_end_names_its_reason() =>
        Assert.Equal("The run is over: 60 of 60 experiments are done", Lines(Screen(ended: "60 of 60 experiments are done"), 80, 24)[0]);

    [Fact]
    public void An_end_that_is_said_elsewhere_is_left_out() =>
        Assert.DoesNotContain(Lines(Screen(ended: ""), 80, 24), line => line.Contains("The run is over", StringComparison.Ordinal));

    [Fact]
    public void Before_anything_was_measured_it_says_so()
    {
        var text = string.Join('\n', Lines(RunScreen.Empty, 80, 24));
        Assert.Contains("no baseline yet", text);
        Assert.Contains("no experiment yet", text);
        Assert.Contains("no limit", text);
    }
}
