using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Ledger;

/// <summary>
/// <c>results.tsv</c>, one row an experiment. The first five columns are those of karpathy/autoresearch
/// (commit, metric, memory_gb, status, description), so that tools made for it read the file: <c>status</c> is one of its words, keep,
/// discard and crash, and <c>outcome</c> says more. Tables from before there was an outcome have it in the place of the status.
/// </summary>
internal static class ResultsTable
{
    private const double BytesPerGigabyte = 1024.0 * 1024 * 1024;

    // The second column is named after the metric. Only ever appended to.
    private static readonly string[] FurtherColumns =
    [
        "experiment",
        "parent",
        "seed_count",
        "sd",
        "budget",
        "build_seconds",
        "startup_seconds",
        "train_seconds",
        "eval_seconds",
        "tokens",
        "lock",
        "device",
        "seeds",
        "total_seconds",
        "steps",
        "parameters",
        "cpu_seconds",
        "incumbent",
        "kind",
        "time",
        "weights",
        "reason",
        "scores",
        "incumbent_runs",
        "confidence",
        "noise",
        "code_tokens",
        "slowed",
        "proposer",
        "proposal_seconds",
        "proposal_tokens",
        "cost",
        "code",
        "knobs",
        "outcome",
    ];

    // The columns that tables had before comparisons took several runs.
    private const int FirstColumns = 27;

    /// <summary>The row was written before comparisons took several runs.</summary>
    public static bool IsOfOneRun(string row) => row.Split('\t').Length <= FirstColumns;

    public static string Header(string metricName) =>
        string.Join('\t', (string[])["commit", Cell(metricName), "memory_gb", "status", "description", .. FurtherColumns]) + "\n";

    public static string Row(ExperimentRecord record) =>
        string.Join(
            '\t',
            [
                record.Commit,
                Number(record.Metric, "R"),
                Number(record.PeakMemory / BytesPerGigabyte, "0.000"),
                record.Status.Word(),
                Cell(record.Description),
                record.Number.ToString("0000", CultureInfo.InvariantCulture),
                record.Parent,
                record.Metric is null ? "0" : record.Seeds.Count.ToString(CultureInfo.InvariantCulture),
                Number(record.StandardDeviation, "R"),
                Cell(record.Conditions.Budget),
                Number(record.Seconds.Build, "0.000"),
                Number(record.Seconds.Startup, "0.000"),
                Number(record.Seconds.Train, "0.000"),
                Number(record.Seconds.Eval, "0.000"),
                Number(record.Tokens),
                record.Conditions.Lock,
                Cell(record.Conditions.Device),
                string.Join(',', record.Seeds),
                Number(record.Seconds.Total, "0.000"),
                Number(record.Steps),
                Number(record.Parameters),
                Number(record.CpuSeconds, "0.000"),
                Number(record.Incumbent, "R"),
                record.IsBaseline ? "baseline" : "candidate",
                record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                record.Weights ?? "",
                Cell(record.Reason),
                string.Join(',', record.Scores.Select(score => Number(score, "R"))),
                string.Join(',', record.IncumbentRuns.Select(run => $"{run.Seed}:{Number(run.Score, "R")}")),
                Number(record.Confidence, "R"),
                Number(record.Noise, "R"),
                Number(record.CodeTokens),
                record.Slowed == 0 ? "" : Number(record.Slowed),
                Cell(record.Origin.Proposer),
                record.Origin == Origin.Person ? "" : Number(record.Origin.Cost.Seconds, "0.000"),
                Number(record.Origin.Cost.Tokens),
                Number(record.Origin.Cost.Dollars, "R"),
                record.Code ?? "",
                string.Join(';', record.Knobs),
                record.Status.Name(),
            ]
        ) + "\n";

    /// <summary>Reads a whole table.</summary>
    /// <exception cref="FormatException">A line is cut off or is not a row; the message names it.</exception>
    public static IReadOnlyList<ExperimentRecord> Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines[^1].Length > 0)
            throw new FormatException($"line {lines.Length} is cut off");
        var header = lines[0].Split('\t');
        if (header.Length < FirstColumns || header[0] != "commit" || header[3] != "status")
            throw new FormatException("line 1 is not the header of a results table");
        var records = new List<ExperimentRecord>(lines.Length);
        for (var i = 1; i < lines.Length - 1; i++)
            records.Add(ParseRow(lines[i], header[1], i + 1, records.Count + 1));
        return records;
    }

    /// <summary>Reads one row, given without its line end.</summary>
    /// <exception cref="FormatException">It is not a row, or not that of <paramref name="expectedNumber"/>; the message names the
    /// line.</exception>
    public static ExperimentRecord ParseRow(string line, string metricName, int lineNumber, int expectedNumber)
    {
        var cells = line.Split('\t');
        try
        {
            if (cells.Length < FirstColumns)
                throw new FormatException("it has too few columns");
            var status = ParseStatus(cells[3], Further(cells, 12));
            var number = int.Parse(cells[5], CultureInfo.InvariantCulture);
            if (number != expectedNumber)
                throw new FormatException($"it is experiment {number} where {expectedNumber} belongs");
            return new ExperimentRecord
            {
                Commit = cells[0],
                MetricName = metricName,
                Metric = Real(cells[1]),
                PeakMemory = Real(cells[2]) is { } gigabytes ? (long)Math.Round(gigabytes * BytesPerGigabyte) : null,
                Status = status,
                Description = cells[4],
                Number = number,
                Parent = cells[6],
                StandardDeviation = Real(cells[8]),
                Conditions = new Conditions(cells[15], cells[9], cells[16]),
                Seconds = new PhaseSeconds(
                    Real(cells[10]) ?? 0,
                    Real(cells[11]) ?? 0,
                    Real(cells[12]) ?? 0,
                    Real(cells[13]) ?? 0,
                    Real(cells[18]) ?? 0
                ),
                Tokens = Whole(cells[14]),
                Seeds =
                    cells[17].Length == 0 ? [] : [.. cells[17].Split(',').Select(seed => long.Parse(seed, CultureInfo.InvariantCulture))],
                Steps = Whole(cells[19]),
                Parameters = Whole(cells[20]),
                CpuSeconds = Real(cells[21]),
                Incumbent = Real(cells[22]),
                IsBaseline = cells[23] == "baseline",
                Time = DateTimeOffset.Parse(cells[24], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Weights = cells[25].Length == 0 ? null : cells[25],
                Reason = cells[26],
                Scores =
                    Further(cells, 0) is { } scores ? [.. Split(scores).Select(Parsed)]
                    : Real(cells[1]) is { } only ? [only]
                    : [],
                IncumbentRuns = [.. Split(Further(cells, 1) ?? "").Select(ParseRun)],
                Confidence = Real(Further(cells, 2) ?? ""),
                Noise = Real(Further(cells, 3) ?? ""),
                CodeTokens = (int?)Whole(Further(cells, 4) ?? ""),
                Slowed = (int?)Whole(Further(cells, 5) ?? "") ?? 0,
                Origin = new Origin(
                    Further(cells, 6) ?? "",
                    new ProposalCost(Real(Further(cells, 7) ?? "") ?? 0, Whole(Further(cells, 8) ?? ""), Real(Further(cells, 9) ?? ""))
                ),
                Code = Further(cells, 10) is { Length: > 0 } code ? code : null,
                Knobs = [.. (Further(cells, 11) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(KnobChange.Parse)],
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException($"line {lineNumber} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Text without the characters that would end a cell or a row.</summary>
    public static string Cell(string text)
    {
        var cell = string.Join(' ', text.Split(['\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // To readers of CSV (RFC 4180; pandas, spreadsheets) a quotation mark at the beginning opens a field that only another one
        // ends: the rows up to there would be one.
        return cell.StartsWith('"') ? cell.Replace('"', '\'') : cell;
    }

    private static ExperimentStatus ParseStatus(string status, string? outcome)
    {
        if (outcome is null && ExperimentStatusNames.TryParse(status, out var before))
            return before;
        if (!ExperimentStatusNames.TryParse(outcome ?? "", out var known))
            throw new FormatException(outcome is null ? $"'{status}' is no status" : $"'{outcome}' is no outcome");
        return known.Word() == status
            ? known
            : throw new FormatException($"its status is '{status}' and its outcome '{outcome}', which is {known.Word()}");
    }

    // Null in a table that does not have the column yet.
    private static string? Further(string[] cells, int index) => FirstColumns + index < cells.Length ? cells[FirstColumns + index] : null;

    private static string[] Split(string cell) => cell.Split(',', StringSplitOptions.RemoveEmptyEntries);

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

    private static double? Real(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);

    private static long? Whole(string cell) => cell.Length == 0 ? null : long.Parse(cell, CultureInfo.InvariantCulture);
}
