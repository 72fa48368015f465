using System.Diagnostics;
using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>Progress as one line that is drawn over and over, for a person at a terminal.</summary>
internal sealed class TerminalObserver : IExperimentObserver, IDisposable
{
    private const int BarWidth = 24;

    private readonly IAnsiConsole console;
    private readonly Timer timer;
    private readonly Lock gate = new();
    private readonly Stopwatch watch = new();
    private string title = "";
    private TrainingBudget budget;
    private ExperimentPhase phase;
    private StepEvent? last;
    private bool running;
    private string repetition = "";

    public TerminalObserver(TextWriter output)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(output) });
        timer = new Timer(_ => Draw(), null, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
    }

    public void Begin(int number, string description, TrainingBudget trainingBudget)
    {
        lock (gate)
        {
            title = $"{Format.Number(number)} {description}";
            budget = trainingBudget;
            running = true;
            repetition = "";
            last = null;
        }
    }

    public void Enter(ExperimentPhase entered)
    {
        lock (gate)
        {
            phase = entered;
            last = null;
            watch.Restart();
        }

        Draw();
    }

    public void Again(bool incumbent, int run, int? most)
    {
        lock (gate)
            repetition = incumbent ? " (incumbent)" : $" (run {run})";
    }

    public void Step(StepEvent step)
    {
        lock (gate)
            last = step;
    }

    public void Notice(string text)
    {
        lock (gate)
        {
            Erase();
            console.WriteLine(text);
        }
    }

    public void End(ExperimentRecord record)
    {
        lock (gate)
        {
            running = false;
            Erase();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (running)
                Erase();
            running = false;
        }
    }

    private void Draw()
    {
        lock (gate)
        {
            if (!running)
                return;
            var progress = last is null
                ? $"[grey]{Format.Seconds(watch.Elapsed.TotalSeconds)}[/]"
                : $"{Bar(last.Progress)} {Elapsed(last)}  {Markup.Escape(ProgressText.Line(last).TrimStart())}";
            Erase();
            // One row only: a wrapped line could not be drawn over.
            var line = $"[bold]{Markup.Escape(Shorten(title, 32))}[/]  [teal]{ProgressText.Name(phase)}{repetition}[/]  {progress}";
            var room = console.Profile.Width - 1;
            console.Markup(Markup.Remove(line).Length <= room ? line : Markup.Escape(Shorten(Markup.Remove(line), room)));
        }
    }

    private string Elapsed(StepEvent step) =>
        budget.Unit == BudgetUnit.Seconds
            ? FormattableString.Invariant($"{step.Seconds:0} of {budget.Amount:0.#} s")
            : FormattableString.Invariant($"{step.Seconds:0} s");

    private static string Bar(double progress)
    {
        var filled = (int)Math.Round(progress * BarWidth);
        return $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..Math.Max(0, length - 1)] + "…";

    private void Erase() => console.Write(new ControlCode("\r\u001b[2K"));
}
