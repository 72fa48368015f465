using System.Globalization;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Program;

/// <summary>What the tool writes into the baseline section of program.md: a value for each key, in the order in which they are
/// added.</summary>
internal sealed record BaselineFacts
{
    public const string Model = "Model";
    public const string Optimizer = "Optimizer";
    public const string Metric = "Metric";
    public const string Experiment = "Experiment";

    /// <summary>Stands in place of a number that was not measured.</summary>
    public const string NotMeasured = "not measured";

    /// <summary>Stands in place of what the human has not written yet.</summary>
    public const string NotDescribed = "not described yet";

    private const int DescriptionLimit = 200;

    private BaselineFacts(IReadOnlyList<(string Key, string Value)> values) => Values = values;

    /// <summary>One line each, escaped as Markdown.</summary>
    public IReadOnlyList<(string Key, string Value)> Values { get; }

    /// <summary>Whether the line is the human's: it is added where it is missing, and never changed.</summary>
    public static bool IsHuman(string key) =>
        key.Equals(Model, StringComparison.OrdinalIgnoreCase) || key.Equals(Optimizer, StringComparison.OrdinalIgnoreCase);

    /// <summary>The facts of the experiment that the research branch now stands on. A pure function of what its row in the ledger
    /// holds.</summary>
    public static BaselineFacts Of(ExperimentRecord record) =>
        new([
            (Model, NotDescribed),
            (Optimizer, NotDescribed),
            (Metric, $"{MarkdownText.Line(record.MetricName, DescriptionLimit)} {Number(record.Metric)}"),
            ("Noise", record.Noise is { } noise ? $"{Number(noise)} from run to run" : NotMeasured),
            (Experiment, record.Number.ToString("0000", CultureInfo.InvariantCulture)),
            ("Change", record.IsBaseline ? "none: measured as it was" : MarkdownText.Quoted(record.Description, DescriptionLimit)),
            ("Parameters", record.Parameters?.ToString("#,0", CultureInfo.InvariantCulture) ?? NotMeasured),
            ("Budget", MarkdownText.Line(record.Conditions.Budget, DescriptionLimit)),
            ("Device", MarkdownText.Line(record.Conditions.Device, DescriptionLimit)),
        ]);

    /// <summary>The metric as every report writes it; a value that would be shown as zero is written with three digits.</summary>
    public static string Number(double? value) =>
        value switch
        {
            null => NotMeasured,
            { } small when small != 0 && Math.Abs(small) < 0.001 => small.ToString("0.00e+0", CultureInfo.InvariantCulture),
            { } number => number.ToString("0.0000", CultureInfo.InvariantCulture),
        };
}
