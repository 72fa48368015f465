using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Ledger;

/// <summary>A column of <see cref="ResultsTable"/>.</summary>
/// <param name="Name">Null for the metric's column, which is named after the metric.</param>
/// <param name="Write">The cell of an experiment.</param>
/// <param name="Read">Returns the experiment with the cell's value set; null where a column follows from others, or is read together with
/// another one.</param>
internal sealed record ResultsColumn(
    string? Name,
    Func<ExperimentRecord, string> Write,
    Func<ExperimentRecord, string, ExperimentRecord>? Read
);

/// <summary>All columns of <see cref="ResultsTable"/>, in their order.</summary>
internal static class ResultsColumns
{
    private const double BytesPerGigabyte = 1024.0 * 1024 * 1024;

    // The first column that is missing in tables from before comparisons took several runs.
    private const string FirstOfSeveralRuns = "scores";

    /// <summary>Only ever appended to: a table without the last columns is from before they were added.</summary>
    public static IReadOnlyList<ResultsColumn> All { get; } =
    [
        new("commit", record => record.Commit, (record, cell) => record with { Commit = cell }),
        new(null, record => Number(record.Metric, "R"), (record, cell) => record with { Metric = Real(cell), Scores = Only(Real(cell)) }),
        new(
            "memory_gb",
            record => Number(record.PeakMemory / BytesPerGigabyte, "0.000"),
            (record, cell) => record with { PeakMemory = Real(cell) is { } memory ? (long)Math.Round(memory * BytesPerGigabyte) : null }
        ),
        new("status", record => record.Status.Word(), Read: null),
        new("description", record => Cell(record.Description), (record, cell) => record with { Description = cell }),
        new("experiment", record => record.Number.ToString("0000", CultureInfo.InvariantCulture), Read: null),
        new("parent", record => record.Parent, (record, cell) => record with { Parent = cell }),
        new("seed_count", record => record.Metric is null ? "0" : Number(record.Seeds.Count), Read: null),
        new("sd", record => Number(record.StandardDeviation, "R"), (record, cell) => record with { StandardDeviation = Real(cell) }),
        new(
            "budget",
            record => Cell(record.Conditions.Budget),
            (record, cell) => record with { Conditions = record.Conditions with { Budget = cell } }
        ),
        Duration("build_seconds", seconds => seconds.Build, (seconds, value) => seconds with { Build = value }),
        Duration("startup_seconds", seconds => seconds.Startup, (seconds, value) => seconds with { Startup = value }),
        Duration("train_seconds", seconds => seconds.Train, (seconds, value) => seconds with { Train = value }),
        Duration("eval_seconds", seconds => seconds.Eval, (seconds, value) => seconds with { Eval = value }),
        new("tokens", record => Number(record.Tokens), (record, cell) => record with { Tokens = Whole(cell) }),
        new(
            "lock",
            record => record.Conditions.Lock,
            (record, cell) => record with { Conditions = record.Conditions with { Lock = cell } }
        ),
        new(
            "device",
            record => Cell(record.Conditions.Device),
            (record, cell) => record with { Conditions = record.Conditions with { Device = cell } }
        ),
        new(
            "seeds",
            record => string.Join(',', record.Seeds),
            (record, cell) => record with { Seeds = [.. Split(cell, ',').Select(seed => long.Parse(seed, CultureInfo.InvariantCulture))] }
        ),
        Duration("total_seconds", seconds => seconds.Total, (seconds, value) => seconds with { Total = value }),
        new("steps", record => Number(record.Steps), (record, cell) => record with { Steps = Whole(cell) }),
        new("parameters", record => Number(record.Parameters), (record, cell) => record with { Parameters = Whole(cell) }),
        new("cpu_seconds", record => Number(record.CpuSeconds, "0.000"), (record, cell) => record with { CpuSeconds = Real(cell) }),
        new("incumbent", record => Number(record.Incumbent, "R"), (record, cell) => record with { Incumbent = Real(cell) }),
        new(
            "kind",
            record => record.IsBaseline ? "baseline" : "candidate",
            (record, cell) => record with { IsBaseline = cell == "baseline" }
        ),
        new(
            "time",
            record => record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            (record, cell) =>
                record with
                {
                    Time = DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                }
        ),
        new("weights", record => record.Weights ?? "", (record, cell) => record with { Weights = TextOrNull(cell) }),
        new("reason", record => Cell(record.Reason), (record, cell) => record with { Reason = cell }),
        new(
            FirstOfSeveralRuns,
            record => string.Join(',', record.Scores.Select(score => Number(score, "R"))),
            (record, cell) => record with { Scores = [.. Split(cell, ',').Select(Parsed)] }
        ),
        new(
            "incumbent_runs",
            record => string.Join(',', record.IncumbentRuns.Select(run => $"{run.Seed}:{Number(run.Score, "R")}")),
            (record, cell) => record with { IncumbentRuns = [.. Split(cell, ',').Select(ParseRun)] }
        ),
        new("confidence", record => Number(record.Confidence, "R"), (record, cell) => record with { Confidence = Real(cell) }),
        new("noise", record => Number(record.Noise, "R"), (record, cell) => record with { Noise = Real(cell) }),
        new("code_tokens", record => Number(record.CodeTokens), (record, cell) => record with { CodeTokens = (int?)Whole(cell) }),
        new(
            "slowed",
            record => record.Slowed == 0 ? "" : Number(record.Slowed),
            (record, cell) => record with { Slowed = (int?)Whole(cell) ?? 0 }
        ),
        new(
            "proposer",
            record => Cell(record.Origin.Proposer),
            (record, cell) => record with { Origin = record.Origin with { Proposer = cell } }
        ),
        Cost(
            "proposal_seconds",
            record => record.Origin == Origin.Person ? "" : Number(record.Origin.Cost.Seconds, "0.000"),
            (cost, cell) => cost with { Seconds = Real(cell) ?? 0 }
        ),
        Cost("proposal_tokens", record => Number(record.Origin.Cost.Tokens), (cost, cell) => cost with { Tokens = Whole(cell) }),
        Cost("cost", record => Number(record.Origin.Cost.Dollars, "R"), (cost, cell) => cost with { Dollars = Real(cell) }),
        new("code", record => record.Code ?? "", (record, cell) => record with { Code = TextOrNull(cell) }),
        new(
            "knobs",
            record => string.Join(';', record.Knobs),
            (record, cell) => record with { Knobs = [.. Split(cell, ';').Select(KnobChange.Parse)] }
        ),
        new("outcome", record => record.Status.Name(), Read: null),
        new(
            "expectation",
            record => record.Origin.Expectation?.ToString() ?? "",
            (record, cell) =>
                record with
                {
                    Origin = record.Origin with { Expectation = cell.Length == 0 ? null : Expectation.Parse(cell) },
                }
        ),
        new("yardstick", record => Number(record.Yardstick, "R"), (record, cell) => record with { Yardstick = Real(cell) }),
        Work("work", record => record.Work, (record, work) => record with { Work = work }),
        Work("incumbent_work", record => record.IncumbentWork, (record, work) => record with { IncumbentWork = work }),
        new(
            "unseen",
            record => record.Unseen == 0 ? "" : Number(record.Unseen),
            (record, cell) => record with { Unseen = (int?)Whole(cell) ?? 0 }
        ),
    ];

    /// <summary>How many columns tables had before comparisons took several runs.</summary>
    public static int First { get; } = IndexOf(FirstOfSeveralRuns);

    public static int IndexOf(string name) => All.ToList().FindIndex(column => column.Name == name);

    /// <summary>Text without the characters that would end a cell or a row.</summary>
    public static string Cell(string text)
    {
        var cell = string.Join(' ', text.Split(['\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // To readers of CSV (RFC 4180; pandas, spreadsheets) a quotation mark at the beginning opens a field that only another one
        // ends: the rows up to there would be one.
        return cell.StartsWith('"') ? cell.Replace('"', '\'') : cell;
    }

    private static ResultsColumn Duration(string name, Func<PhaseSeconds, double> of, Func<PhaseSeconds, double, PhaseSeconds> with) =>
        new(
            name,
            record => Number(of(record.Seconds), "0.000"),
            (record, cell) => record with { Seconds = with(record.Seconds, Real(cell) ?? 0) }
        );

    private static ResultsColumn Work(
        string name,
        Func<ExperimentRecord, IReadOnlyList<RunWork>> of,
        Func<ExperimentRecord, IReadOnlyList<RunWork>, ExperimentRecord> with
    ) => new(name, record => string.Join(',', of(record)), (record, cell) => with(record, [.. Split(cell, ',').Select(RunWork.Parse)]));

    private static ResultsColumn Cost(string name, Func<ExperimentRecord, string> write, Func<ProposalCost, string, ProposalCost> with) =>
        new(name, write, (record, cell) => record with { Origin = record.Origin with { Cost = with(record.Origin.Cost, cell) } });

    // The scores of a row from when comparisons took one run.
    private static IReadOnlyList<double> Only(double? score) => score is { } only ? [only] : [];

    private static string? TextOrNull(string cell) => cell.Length == 0 ? null : cell;

    private static string[] Split(string cell, char separator) => cell.Split(separator, StringSplitOptions.RemoveEmptyEntries);

    private static double Parsed(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static SeedScore ParseRun(string cell)
    {
        var colon = cell.IndexOf(':');
        return colon > 0
            ? new SeedScore(long.Parse(cell.AsSpan(0, colon), CultureInfo.InvariantCulture), Parsed(cell[(colon + 1)..]))
            : throw new FormatException($"'{cell}' is no run of the incumbent");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static double? Real(string cell) => cell.Length == 0 ? null : Parsed(cell);

    private static long? Whole(string cell) => cell.Length == 0 ? null : long.Parse(cell, CultureInfo.InvariantCulture);
}
