using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Program;

namespace AutoResearch.Research.Ledger;

/// <summary>Whether each row's status is what its numbers and the rows before it allow. A pure function of the ledger.</summary>
internal static class NumbersAudit
{
    private const int CommitDigits = 40;
    private const int HashDigits = 64;

    private const string Compare =
        "Compare it with its page (dotnet autoresearch show N) and with the row as it was first written "
        + "(git log -p autoresearch/log -- results.tsv)";

    /// <summary>The contradictions, in the order of the rows.</summary>
    /// <param name="rows">All rows, in order.</param>
    /// <param name="program">program.md as it was for an experiment.</param>
    public static IEnumerable<Finding> Check(IReadOnlyList<LedgerRow> rows, Func<ExperimentRecord, ResearchProgram> program)
    {
        ExperimentRecord? incumbent = null;
        var complete = true;
        var whole = true;
        var before = new List<ExperimentRecord>();
        foreach (var row in rows)
        {
            whole &= row.Problem is null;
            if (row.Record is not { } record)
            {
                // A row that cannot be read may have been the incumbent of all that follow.
                complete = false;
                continue;
            }

            var settings = program(record);
            if (ResultsTable.IsOfOneRun(row.Text))
                settings = settings with { Keep = settings.Keep with { Runs = 1 } };
            // Where several runs are compared, every row before it has a part in the noise and the reference.
            var known = complete && (whole || settings.Keep.Runs == 1);
            // What ran beside it had no part in it.
            var seen = record.Unseen == 0 ? before : [.. before.TakeWhile(earlier => earlier.Number <= record.Seen)];
            var compared = record.Unseen == 0 ? incumbent : seen.Incumbent();
            foreach (var problem in Alone(record).Concat(Against(record, compared, known, seen, settings)))
            {
                yield return new Finding(
                    Codes.AuditFailed,
                    record.Number,
                    $"autoresearch/log:results.tsv line {row.Line}",
                    problem,
                    Compare.Replace(
                        "show N",
                        string.Create(CultureInfo.InvariantCulture, $"show {record.Number}"),
                        StringComparison.Ordinal
                    ) + "."
                );
            }

            before.Add(record);
            if (record.Status.IsMerged() && record.Metric is { } value && double.IsFinite(value))
            {
                incumbent = record;
                complete = true;
            }
        }
    }

    /// <summary>Merges findings with the same problem: one edited incumbent contradicts every row that was compared with it.</summary>
    public static IEnumerable<Finding> Together(IEnumerable<Finding> findings) =>
        findings
            .GroupBy(finding => finding.Problem, StringComparer.Ordinal)
            .Select(same =>
            {
                var first = same.First();
                var more = same.Count() - 1;
                return more == 0
                    ? first
                    : first with
                    {
                        Where = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{first.Where} (and {more} more, up to experiment {same.Last().Experiment:0000})"
                        ),
                    };
            });

    private static IEnumerable<string> Alone(ExperimentRecord record)
    {
        var status = record.Status.Name();
        if (!IsHexadecimal(record.Commit, CommitDigits))
            yield return $"'{record.Commit}' is no commit";
        if (!IsHexadecimal(record.Parent, CommitDigits))
            yield return $"'{record.Parent}' is no parent commit";
        if (record.Metric is { } value && !double.IsFinite(value))
            yield return $"its {record.MetricName} is {Text(value)}, which is no measurement";
        else if (record.Metric is { } mean && record.Scores.Count > 0 && mean != record.Scores.Average())
            yield return $"its {record.MetricName} is {Text(mean)}, and the mean of its scores is {Text(record.Scores.Average())}";
        if (record.Metric is not null && record.Scores.Count != record.Seeds.Count)
            yield return $"it has {Count(record.Seeds.Count, "seed")} and {Count(record.Scores.Count, "score")}";
        if (record.IncumbentRuns.Any(run => !double.IsFinite(run.Score)))
            yield return "a run of the incumbent during it is no measurement";
        if (record.Incumbent is { } reference && !double.IsFinite(reference))
            yield return $"it was compared with {Text(reference)}, which is no measurement";
        if (record.Status.IsJudged() && record.Metric is null)
            yield return $"it is {status} without a score";
        if (!record.Status.IsJudged() && record.Metric is not null)
            yield return $"it is {status} and has a score";
        if (!record.Status.IsMerged() && record.Weights is not null)
            yield return $"it is {status} and has weights";
        if (record.Weights is { } weights && !IsHexadecimal(weights, HashDigits))
            yield return $"'{weights}' is no SHA-256 of weights";
        if (record.IsBaseline && record.Commit != record.Parent)
            yield return "it is a baseline, and its commit is not the one it was measured on";
        if (!record.IsBaseline && record.Commit == record.Parent)
            yield return "it is a candidate, and its commit is its own parent";
    }

    private static IEnumerable<string> Against(
        ExperimentRecord record,
        ExperimentRecord? incumbent,
        bool known,
        List<ExperimentRecord> before,
        ResearchProgram program
    )
    {
        if (record.IsBaseline)
        {
            if (record.Incumbent is { } compared)
                yield return $"it is a baseline and was compared with {Text(compared)}";
            if (record.Status == ExperimentStatus.Discarded)
                yield return "it is a baseline and discarded";
            yield break;
        }

        if (!record.Status.IsJudged())
            yield break;
        if (record.Incumbent is not { } reference)
        {
            yield return $"it is {record.Status.Name()} and was compared with nothing";
            yield break;
        }

        if (!known)
            yield break;
        if (incumbent is null)
        {
            yield return $"it was compared with {Text(reference)}, and nothing before it has a score";
            yield break;
        }

        if (incumbent.Conditions != record.Conditions)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it does not compare with experiment {incumbent.Number:0000}: "
                    + $"{record.Conditions.DifferenceFrom(incumbent.Conditions)} "
                    + $"changed in between"
            );
        else if (record.Scores.Count > 0 && record.Scores.All(double.IsFinite))
            foreach (var problem in Judged(record, incumbent, reference, before, program))
                yield return problem;
    }

    // The rule is asked again what it was asked then: it is a pure function of the rows.
    private static IEnumerable<string> Judged(
        ExperimentRecord record,
        ExperimentRecord incumbent,
        double reference,
        List<ExperimentRecord> before,
        ResearchProgram program
    )
    {
        var tokens = record.CodeTokens - incumbent.CodeTokens ?? 0;
        var runs = PacedRuns.Of(record);
        var question = KeepHistory
            .Of(before, incumbent, program.Keep, program.Metric.Direction)
            .Ask(runs, PacedRuns.OfIncumbent(record), tokens);
        if (question.Comparison.IncumbentWeight == 0)
        {
            yield return FormattableString.Invariant(
                $"it was compared with {reference:R}, and experiment {incumbent.Number:0000} was not run"
            );
            yield break;
        }

        if (Differ(reference, question.Comparison.Reference))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it was compared with {reference:R}, but the runs of the "
                    + $"experiment that stood then, {incumbent.Number:0000}, give "
                    + $"{question.Comparison.Reference:R}"
            );
        if (KeepRule.Next(question) is not KeepAnswer.Decided { Decision: var decision })
        {
            yield return $"it is {record.Status.Name()}, and by its numbers it is not decided";
            yield break;
        }

        // The held-out split can only turn a result that the numbers would merge into a discarded one.
        var isTakenAway =
            decision.Status.IsMerged()
            && record.Status == ExperimentStatus.Discarded
            && record.Reason.StartsWith(KeepRule.WorseOnHeldOutReason, StringComparison.Ordinal);
        if (decision.Status != record.Status && !isTakenAway && !(decision.Status.IsMerged() && Overtaken.Is(record)))
            yield return $"it is {record.Status.Name()}, and by its numbers it is {decision.Status.Name()}";
        // Later references rest on the confidence, held-out verdicts on the noise.
        var noise = question.Comparison.Noise;
        if (Differ(record.Confidence, decision.Confidence))
            yield return $"its confidence is {Text(record.Confidence)}, and by its numbers it is {Text(decision.Confidence)}";
        if (Differ(record.Noise, noise.IsKnown ? noise.Deviation : null))
            yield return $"its noise is {Text(record.Noise)}, and by its numbers it is {Text(noise.IsKnown ? noise.Deviation : null)}";
    }

    // Another machine's logarithm may differ in the last digits.
    private static bool Differ(double? said, double? computed) =>
        said is { } one && computed is { } other
            ? !(Math.Abs(one - other) <= 1e-9 * Math.Max(Math.Abs(other), 1e-3))
            : said.HasValue != computed.HasValue;

    private static bool IsHexadecimal(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    private static string Count(int count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    private static string Text(double? value) => value is { } number ? Text(number) : "nothing";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
