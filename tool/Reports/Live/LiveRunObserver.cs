using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Runs;
using Spectre.Console;

namespace AutoResearch.Reports.Live;

/// <summary>
/// A run as a block of a terminal that is drawn a few times a second. Its events only change what is known, and a timer draws it: a
/// terminal that takes no more text, because a person stopped it or the line is slow, holds up the drawing and nothing else.
/// </summary>
internal sealed class LiveRunObserver : IRunObserver, IDisposable
{
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(250);

    private readonly LiveFrame frame;
    private readonly Func<(int Width, int Height)> size;
    private readonly TimeProvider clock;
    private readonly bool unicode;
    private readonly bool saysEnd;
    private readonly ITimer? timer;
    private readonly Lock gate = new();
    private readonly Lock drawing = new();
    private readonly List<string> notices = [];
    private RunScreen screen = RunScreen.Empty;
    private long accountsAt;
    private long[] phasesAt;
    private bool began;
    private bool disposed;

    /// <param name="saysEnd">The end of the run is said here, not by the summary.</param>
    public LiveRunObserver(TextWriter error, bool saysEnd)
        : this(
            error,
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) }),
            TerminalSize.Now,
            TimeProvider.System,
            BetweenFrames,
            saysEnd
        ) { }

    /// <param name="period">Between two frames; infinite where <see cref="Draw"/> is called instead.</param>
    internal LiveRunObserver(
        TextWriter error,
        IAnsiConsole console,
        Func<(int Width, int Height)> size,
        TimeProvider clock,
        TimeSpan period,
        bool saysEnd = true
    )
    {
        this.saysEnd = saysEnd;
        frame = new LiveFrame(console, error);
        this.size = size;
        this.clock = clock;
        unicode = console.Profile.Capabilities.Unicode;
        accountsAt = clock.GetTimestamp();
        phasesAt = [accountsAt];
        timer = clock.CreateTimer(_ => TryDraw(), null, period, period);
    }

    public void RunBegan(RunLimits limits, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        Change(() =>
        {
            began = true;
            screen = screen with { Limits = limits };
            Account(accounts, records);
        });

    public IRunObserver OfSlot(int slot)
    {
        Change(() =>
        {
            screen = screen with { Slots = [.. screen.Slots, .. new RunningExperiment?[Math.Max(0, slot + 1 - screen.Slots.Count)]] };
            phasesAt = [.. phasesAt, .. new long[screen.Slots.Count - phasesAt.Length]];
        });
        return new LiveSlotObserver(this, slot);
    }

    public void Proposing(int number, string proposer, int attempt) => Proposing(0, number, proposer, attempt);

    public void Refused(string proposer, string problem) => Refused(0, problem);

    public void Begin(int number, string description, TrainingBudget budget) => Begin(0, number, description);

    public void Enter(ExperimentPhase phase) => Enter(0, phase);

    public void Again(bool incumbent, int run, int? most) => Again(0, incumbent, run, most);

    public void Step(StepEvent step) => Step(0, step);

    public void End(ExperimentRecord record) => End(0);

    internal void Proposing(int slot, int number, string proposer, int attempt) =>
        Change(() =>
        {
            // The reason of the last refusal stays until a proposal is taken: the next proposer is asked for the same experiment.
            var refused = screen.Slots[slot] is { } now && now.Number == number ? now.Refused : null;
            Now(slot, RunningExperiment.Proposed(number, proposer, attempt, refused));
        });

    internal void Refused(int slot, string problem) => Update(slot, now => now with { Refused = problem });

    internal void Begin(int slot, int number, string description) =>
        Change(() =>
        {
            began = true;
            // A baseline comes without a proposal. Beside others, a number may have become another one meanwhile.
            var proposer =
                screen.Slots[slot] is { Hypothesis: null } now && (now.Number == number || screen.Slots.Count > 1) ? now.Proposer : "";
            Now(slot, RunningExperiment.Proposed(number, proposer, 1, null) with { Hypothesis = description });
        });

    internal void Enter(int slot, ExperimentPhase phase) =>
        Change(() =>
        {
            if (screen.Slots[slot] is { } now)
                Now(slot, now with { Phase = phase, Step = null });
        });

    internal void Again(int slot, bool incumbent, int run, int? most) =>
        Update(slot, now => now with { Repetition = ProgressText.Again(incumbent, run, most) });

    internal void Step(int slot, StepEvent step) => Update(slot, now => now with { Step = step });

    internal void End(int slot) => Change(() => Show(slot, null));

    public void Notice(string text) => Change(() => notices.AddRange(UntrustedText.Clean(text).Replace('\t', ' ').Split('\n')));

    public void Judged(ExperimentRecord record, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        Change(() => Account(accounts, records));

    public void RunEnded(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        Change(() =>
        {
            Account(accounts, records);
            screen = screen with { Slots = [.. screen.Slots.Select(_ => (RunningExperiment?)null)], Ended = saysEnd ? reason : "" };
        });

    /// <summary>Leaves the last picture standing.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        lock (drawing)
        {
            if (disposed)
                return;
            TryDraw();
            disposed = true;
            Try(frame.Release);
        }
    }

    /// <summary>Draws what is known now.</summary>
    internal void Draw()
    {
        lock (drawing)
        {
            if (disposed)
                return;
            RunScreen shown;
            List<string> above;
            lock (gate)
            {
                if (!began && notices.Count == 0)
                    return;
                shown = Timed();
                above = [.. notices];
                notices.Clear();
            }

            var (width, height) = size();
            // The last column stays free: some terminals begin a new row as soon as it is written to. So does the last row.
            frame.Draw(shown.Render(Math.Max(1, width - 1), Math.Max(1, height - 1), unicode), above, width, height);
        }
    }

    // Skips a frame while the one before is still being drawn.
    private void TryDraw()
    {
        if (!drawing.TryEnter())
            return;
        try
        {
            Try(Draw);
        }
        finally
        {
            drawing.Exit();
        }
    }

    private static void Try(Action draw)
    {
        try
        {
            draw();
        }
        catch (IOException)
        {
            // The terminal is gone; the run goes on.
        }
    }

    private void Change(Action change)
    {
        lock (gate)
            change();
    }

    private void Account(RunAccounts accounts, IReadOnlyList<ExperimentRecord> records)
    {
        screen = screen with
        {
            Accounts = accounts,
            Standing = RunStanding.Of(records),
            Verdicts = [.. records.TakeLast(RunScreen.MostVerdicts)],
        };
        accountsAt = clock.GetTimestamp();
    }

    private void Update(int slot, Func<RunningExperiment, RunningExperiment> change) =>
        Change(() =>
        {
            if (screen.Slots[slot] is { } now)
                Show(slot, change(now));
        });

    private void Now(int slot, RunningExperiment now)
    {
        Show(slot, now);
        phasesAt[slot] = clock.GetTimestamp();
    }

    private void Show(int slot, RunningExperiment? now) =>
        screen = screen with { Slots = [.. screen.Slots.Select((shown, i) => i == slot ? now : shown)] };

    private RunScreen Timed()
    {
        var since = screen.Ended is null ? clock.GetElapsedTime(accountsAt).TotalSeconds : 0;
        return screen with
        {
            Seconds = screen.Accounts.Seconds + since,
            Slots =
            [
                .. screen.Slots.Select(
                    (now, slot) => now is null ? null : now with { Seconds = clock.GetElapsedTime(phasesAt[slot]).TotalSeconds }
                ),
            ],
        };
    }
}
