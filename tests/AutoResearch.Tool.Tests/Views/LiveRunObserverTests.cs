using AutoResearch.Experiment;
using AutoResearch.Reports.Live;
using AutoResearch.Research.Ledger;
using Spectre.Console;

namespace AutoResearch.Tests.Views;

/// <summary>What a terminal shows after the live view was drawn, over and over, into it.</summary>
public class LiveRunObserverTests
{
    private readonly VirtualTerminal terminal = new();
    private readonly IReadOnlyList<ExperimentRecord> records = SampleRun.Ledger(20);
    private readonly IAnsiConsole console;
    private readonly LiveRunObserver observer;

    public LiveRunObserverTests()
    {
        console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.Standard,
                Out = new AnsiConsoleOutput(TextWriter.Null),
            }
        );
        console.Profile.Capabilities.Unicode = true;
        observer = new LiveRunObserver(
            terminal,
            console,
            () => (terminal.Width, terminal.Height),
            TimeProvider.System,
            Timeout.InfiniteTimeSpan
        );
    }

    private void Experiment(int number)
    {
        observer.Proposing(number, "search/history", 1);
        observer.Begin(number, $"Idea {number}", default);
        observer.Enter(ExperimentPhase.Train);
        observer.Step(new StepEvent(10, 2.5f, 1000, 2, 0.5));
    }

    private void Draw(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            // Another number each time, or nothing would be drawn.
            observer.Step(new StepEvent(i, 2.5f, 1000, 2, 0.5));
            observer.Draw();
        }
    }

    [Fact]
    public void Each_slot_has_a_row()
    {
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        var (first, second) = (observer.OfSlot(0), observer.OfSlot(1));
        first.Begin(21, "Idea 21", default);
        first.Enter(ExperimentPhase.Train);
        first.Step(new StepEvent(10, 2.5f, 1000, 2, 0.5));
        second.Proposing(22, "search/history", 1);
        observer.Draw();
        Assert.Contains(terminal.Rows, line =>
            line.StartsWith("slot 1   0021 training  50 %  step 10  loss 2.500", StringComparison.Ordinal)
        );
        Assert.Contains(terminal.Rows, line => line.StartsWith("slot 2   proposing  search/history", StringComparison.Ordinal));
        second.Begin(22, "Idea 22", default);
        first.End(records[^1]);
        observer.Draw();
        Assert.Contains(terminal.Rows, line => line.StartsWith("slot 1   between two experiments", StringComparison.Ordinal));
        Assert.Contains(terminal.Rows, line => line.StartsWith("slot 2   0022 preparing", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_drawn_in_its_own_place()
    {
        terminal.Write("$ dotnet autoresearch run\r\n");
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        Experiment(21);
        Draw();
        var height = terminal.Rows.Count;
        Draw(5);
        Assert.Equal(height, terminal.Rows.Count);
        Assert.Equal("$ dotnet autoresearch run", terminal.Rows[0]);
        Assert.Single(terminal.Rows, row => row.Contains("0021 Idea 21", StringComparison.Ordinal));
        Assert.True(terminal.Rows.Count <= terminal.Height);
    }

    [Fact]
    public void Notices_stay_above_it_in_their_order()
    {
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        Experiment(21);
        Draw();
        observer.Notice("first\u001b[2J");
        observer.Notice("second, in\ntwo lines");
        Draw(2);
        observer.Notice("third");
        Draw(3);
        Assert.Equal(["first[2J", "second, in", "two lines", "third"], terminal.Rows.Take(4));
        Assert.Contains("0021 Idea 21", terminal.Rows[4], StringComparison.Ordinal);
        Assert.Single(terminal.Rows, row => row.Contains("0021 Idea 21", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(120, 24)]
    [InlineData(80, 8)]
    [InlineData(20, 3)]
    public void Another_size_is_drawn_from_the_next_frame_on(int width, int height)
    {
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        Experiment(21);
        Draw(2);
        terminal.Resize(width, height);
        Draw(3);
        var screen = terminal.Rows.TakeLast(height).ToList();
        // What a smaller screen scrolled off cannot be taken back.
        var first = screen.FindLastIndex(row => row.StartsWith("0021 Idea", StringComparison.Ordinal));
        Assert.True(first >= 0);
        Assert.All(screen.Skip(first), row => Assert.True(row.Length < width));
        Assert.Contains(screen.Skip(first), row => row.StartsWith("best ", StringComparison.Ordinal) || height < 4);
        Assert.True(width < 80 || screen.Count(row => row.StartsWith("0021 Idea", StringComparison.Ordinal)) == 1);
    }

    [Fact]
    public void The_end_leaves_the_last_picture_standing()
    {
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        Experiment(21);
        Draw();
        observer.Judged(records[^1], SampleRun.Accounts(records), records);
        observer.Notice("kept for the end");
        observer.RunEnded("20 of 20 experiments are done", SampleRun.Accounts(records), records);
        observer.Dispose();
        observer.Dispose();
        observer.Notice("too late");
        observer.Draw();
        Assert.Equal("kept for the end", terminal.Rows[0]);
        Assert.Equal("The run is over: 20 of 20 experiments are done", terminal.Rows[1]);
        Assert.Contains(terminal.Rows, row => row.StartsWith("best  val_bpb", StringComparison.Ordinal));
        Assert.DoesNotContain(terminal.Rows, row => row.Contains("too late", StringComparison.Ordinal));
        Assert.Equal("", terminal.Rows[^1]);
    }

    [Fact]
    public void A_refused_proposal_is_told_until_another_one_is_taken()
    {
        observer.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        observer.Proposing(21, "claude", 1);
        observer.Refused("claude", "it was tried as experiment 12");
        observer.Proposing(21, "search", 1);
        observer.Draw();
        Assert.Contains("not taken: it was tried as experiment 12", terminal.Rows);
        observer.Begin(21, "Something else", default);
        observer.Draw();
        Assert.DoesNotContain(terminal.Rows, row => row.Contains("not taken", StringComparison.Ordinal));
        Assert.Equal("0021 Something else  by search", terminal.Rows[0]);
    }

    [Fact]
    public void A_baseline_has_no_proposer()
    {
        observer.Begin(1, "baseline", default);
        observer.Draw();
        Assert.Equal("0001 baseline", terminal.Rows[0]);
    }

    [Fact]
    public void Nothing_is_drawn_before_there_is_anything_to_see()
    {
        observer.Draw();
        observer.Dispose();
        Assert.Equal([""], terminal.Rows);
    }

    [Fact]
    public async Task A_terminal_that_takes_no_text_holds_nobody_up()
    {
        using var stopped = new StoppedWriter();
        var live = new LiveRunObserver(stopped, console, () => (80, 24), TimeProvider.System, Timeout.InfiniteTimeSpan);
        live.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        var drawing = Task.Run(live.Draw, TestContext.Current.CancellationToken);
        stopped.Reached.Wait(TestContext.Current.CancellationToken);
        // All of this returns while the drawing stands.
        live.Proposing(21, "claude", 1);
        live.Begin(21, "Idea", default);
        live.Step(new StepEvent(1, 2, 3, 4, 0.5));
        live.Notice("a notice");
        live.Judged(records[^1], SampleRun.Accounts(records), records);
        Assert.False(drawing.IsCompleted);
        stopped.GoOn.Set();
        await drawing;
        live.Dispose();
        Assert.Contains("a notice", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_that_is_gone_ends_nothing()
    {
        var live = new LiveRunObserver(new GoneWriter(), console, () => (80, 24), TimeProvider.System, Timeout.InfiniteTimeSpan);
        live.RunBegan(SampleRun.Limits, SampleRun.Accounts(records), records);
        live.Dispose();
    }

    private sealed class StoppedWriter : StringWriter
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public override void Write(string? value)
        {
            Reached.Set();
            GoOn.Wait();
            base.Write(value);
        }
    }

    private sealed class GoneWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("Input/output error");
    }
}
