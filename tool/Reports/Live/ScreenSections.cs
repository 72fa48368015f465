using System.Globalization;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using Spectre.Console;

namespace AutoResearch.Reports.Live;

/// <summary>The parts of the live view, each drawn for a width.</summary>
internal sealed class ScreenSections(RunScreen screen, int width, bool unicode)
{
    // Below it, words give way to numbers.
    private const int Narrow = 64;
    private const int Wide = 100;
    private const int LabelWidth = 6;
    private const int SlotWidth = 9;
    private const int MostBarCells = 40;

    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Accent = new(Color.Teal);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Warning = new(Color.Yellow);

    private bool IsNarrow => width < Narrow;

    /// <summary>What goes on: the hypothesis, the phase, and how far training is.</summary>
    public ScreenSection Now()
    {
        if (screen.Ended is { } reason)
            return ScreenSection.Of(reason.Length == 0 ? [] : [new ScreenLine().Add("The run is over", Bold).Add($": {reason}")]);
        if (screen.Slots.Count > 1)
            return ScreenSection.Of([.. screen.Slots.Select(Slot)], 1);
        if (screen.Slots[0] is not { } now)
            return ScreenSection.Of([new ScreenLine().Add("Between two experiments", Dim)]);
        var title = new ScreenLine()
            .Add(now.Number == 0 ? "" : Format.Number(now.Number) + " ", Bold)
            .Add(now.Hypothesis ?? $"{now.Proposer} is asked for a change", Bold);
        if (now.Hypothesis is not null && now.Proposer.Length > 0)
            title.Add($"  by {now.Proposer}", Dim);
        List<ScreenLine> lines = [title, .. Progress(now)];
        if (now.Refused is { } refused && now.Hypothesis is null)
            lines.Add(new ScreenLine().Add("not taken: ", Warning).Add(refused));
        return ScreenSection.Of(lines, 2);
    }

    /// <summary>The incumbent, against the baseline.</summary>
    public ScreenSection Best() =>
        screen.Standing.Best is not { } best
            ? ScreenSection.Of([Label("best").Add("no baseline yet", Dim)])
            : ScreenSection.Of([
                Label("best").Add(screen.Standing.Text, Good).Add($"  {Format.Number(best.Number)} {best.Description}", Dim),
            ]);

    /// <summary>How the best came about: a row, or a small chart where there is room.</summary>
    public ScreenSection Course()
    {
        if (screen.Standing.Course is not { Count: > 1 } course || course.Max() == course.Min())
            return ScreenSection.Of([]);
        const int tall = 4;
        return new ScreenSection([1, tall], rows => Chart(course, rows));
    }

    /// <summary>What is left of each limit.</summary>
    public ScreenSection Left()
    {
        if (screen.Ended is not null)
            return ScreenSection.Of([]);
        var left = RunText.Left(screen.Limits, screen.Accounts, screen.Seconds, screen.Standing);
        return ScreenSection.Of(Packed("left", left.Count > 0 ? left : ["no limit: it goes on until Ctrl+C"]), 1);
    }

    /// <summary>How fast it goes.</summary>
    public ScreenSection Pace()
    {
        var accounts = screen.Accounts;
        List<string> pace =
            IsNarrow && RunText.Rate(accounts) is { } rate
                ?
                [
                    Text($"{rate:0.#}/h"),
                    Text($"{100 * RunText.TrainingShare(accounts):0} % training"),
                    RunText.Duration(screen.Seconds),
                    $"kept {accounts.Kept} of {accounts.Experiments}",
                ]
                : [RunText.Pace(accounts), $"{RunText.Duration(screen.Seconds)} so far", $"{accounts.Kept} of {accounts.Experiments} kept"];
        return ScreenSection.Of(Packed("rate", pace), 1);
    }

    /// <summary>The accounts of each proposer, the one that is asked most first.</summary>
    public ScreenSection Proposers()
    {
        var accounts = screen
            .Accounts.Proposers.OrderByDescending(account => account.Share)
            .ThenByDescending(account => account.Experiments)
            .ToList();
        if (accounts.Count == 0)
            return ScreenSection.Of([]);
        var name = Math.Clamp(accounts.Max(account => account.Name.GetCellWidth()), 8, IsNarrow ? 14 : 26);
        var head = new ScreenLine()
            .AddColumn("proposer", name, Dim)
            .AddColumn("share", 7, Dim, right: true)
            .AddColumn("kept", 11, Dim, right: true);
        if (!IsNarrow)
            head.AddColumn("gain", 10, Dim, right: true);
        head.Add("  cost", Dim);
        return ScreenSection.Of([head, .. accounts.Select(account => Account(account, name))], 2, 4);
    }

    /// <summary>The last verdicts with their reasons, the latest first.</summary>
    public ScreenSection Verdicts()
    {
        var records = screen.Verdicts.TakeLast(RunScreen.MostVerdicts).Reverse().ToList();
        var status = records.Count == 0 ? 0 : records.Max(record => record.Status.Name().Length);
        return ScreenSection.Of([.. records.Select(record => Verdict(record, status))], 1, 3, 6);
    }

    // A slot of several has one row: where it is comes before what it tries, which is cut where the row ends.
    private static ScreenLine Slot(RunningExperiment? now, int slot)
    {
        var line = new ScreenLine().AddColumn(Text($"slot {slot + 1}"), SlotWidth, Dim);
        if (now is null)
            return line.Add("between two experiments", Dim);
        if (now.Hypothesis is null)
            return line.Add(now.Doing, Accent).Add($"  {now.Proposer}  {RunText.Duration(now.Seconds)}", Dim);
        line.Add(Format.Number(now.Number) + " ", Bold).Add(now.Doing, Accent);
        line.Add(now.Step is { } step ? "  " + ProgressText.Line(step).TrimStart() : "  " + RunText.Duration(now.Seconds));
        return line.Add("  " + now.Hypothesis, Dim);
    }

    private IEnumerable<ScreenLine> Progress(RunningExperiment now)
    {
        var doing = new ScreenLine().Add(now.Doing, Accent);
        if (now.Step is not { } step)
        {
            yield return doing.Add("  " + RunText.Duration(now.Seconds), Dim);
            yield break;
        }

        var numbers = ProgressText.Line(step).TrimStart();
        var together = width >= Wide;
        var bar = Math.Min(MostBarCells, width - doing.Width - 2 - (together ? numbers.Length + 2 : 0));
        doing.Add("  ");
        if (bar >= 8)
            Bar(doing, step.Progress, bar);
        if (together)
        {
            yield return doing.Add("  " + numbers);
            yield break;
        }

        yield return bar >= 8 ? doing : doing.Add(Text($"{100 * step.Progress:0} %"));
        yield return new ScreenLine().Add(numbers);
    }

    private void Bar(ScreenLine line, double progress, int cells)
    {
        var filled = (int)Math.Round(Math.Clamp(double.IsNaN(progress) ? 0 : progress, 0, 1) * cells);
        line.Add(new string(unicode ? '━' : '#', filled), Good).Add(new string(unicode ? '─' : '.', cells - filled), Dim);
    }

    private IReadOnlyList<ScreenLine> Chart(IReadOnlyList<double> course, int rows)
    {
        var top = Format.Metric(rows > 1 ? course.Max() : course[0]);
        var foot = Format.Metric(rows > 1 ? course.Min() : course[^1]);
        var margin = Math.Max(LabelWidth, Math.Max(top.Length, foot.Length) + 1);
        var drawn = Sparkline.Draw(course, width - margin - (rows > 1 ? 0 : foot.Length + 1), rows, unicode);
        return
        [
            .. drawn.Select(
                (row, index) =>
                    new ScreenLine()
                        .AddColumn(
                            index == 0 ? top
                                : index == rows - 1 ? foot
                                : "",
                            margin,
                            Dim
                        )
                        .Add(row, Accent)
                        .Add(rows > 1 ? "" : " " + foot, Dim)
            ),
        ];
    }

    private ScreenLine Account(ProposerAccount account, int name)
    {
        var line = new ScreenLine()
            .AddColumn(account.Name, name)
            .AddColumn(Text($"{100 * account.Share:0} %"), 7, right: true)
            .AddColumn(Text($"{account.Kept} of {account.Experiments}"), 11, account.Kept > 0 ? Good : Style.Plain, right: true);
        if (!IsNarrow)
            line.AddColumn(account.Gain > 0 ? Format.Metric(account.Gain) : "-", 10, right: true);
        line.Add("  " + RunText.Cost(account.Cost));
        return account.SetAside is { } reason ? line.Add("  set aside: ", Warning).Add(reason) : line;
    }

    private ScreenLine Verdict(ExperimentRecord record, int status)
    {
        var line = new ScreenLine()
            .Add(Format.Number(record.Number) + " ")
            .AddColumn(record.Status.Name(), status, new Style(StatusColour.Of(record.Status)));
        if (!IsNarrow)
            line.AddColumn(Format.Metric(record.Metric), 9, right: true);
        line.AddColumn(Format.Percent(record.Change), 10, right: true).Add("  ");
        // The hypothesis leaves room for the reason.
        var room = width - line.Width;
        return room < 40
            ? line.Add(record.Description).Add("  " + record.Reason, Dim)
            : line.AddColumn(record.Description, Math.Min(room * 2 / 5, 48)).Add("  " + record.Reason, Dim);
    }

    // As many on a row as fit.
    private List<ScreenLine> Packed(string label, IReadOnlyList<string> items)
    {
        var lines = new List<ScreenLine> { Label(label) };
        foreach (var item in items)
        {
            if (lines[^1].Width > LabelWidth && lines[^1].Width + 2 + item.GetCellWidth() > width)
                lines.Add(Label(""));
            lines[^1].Add(lines[^1].Width > LabelWidth ? ", " + item : item);
        }

        return lines;
    }

    private static ScreenLine Label(string label) => new ScreenLine().AddColumn(label, LabelWidth, Dim);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
