using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Audit;

/// <summary>Comparisons over several runs: the audit asks the rule again what it was asked then.</summary>
public class ComparedNumbersAuditTests
{
    private const int Count = 40;

    private static readonly ResearchProgram Program = Ledgers.Program(runs: 4);

    private static readonly Gen<int> AnyLuck = Gen.Int[0, 1_000_000];

    // From half a noise unit on, to either side.
    private static readonly Gen<double> AnyForgery = Gen.Select(Gen.Double[0.005, 0.05], Gen.Bool, (size, up) => up ? size : -size);

    [Fact]
    public void An_honest_session_has_no_finding() => AnyLuck.Sample(luck => Assert.Empty(Check(ComparedLedger.Of(luck, Count))));

    [Fact]
    public void An_honest_session_in_slots_has_none_either() =>
        AnyLuck.Sample(luck => Assert.Empty(Check(ComparedLedger.Of(luck, Count, slots: 4))));

    [Fact]
    public void Sessions_in_slots_have_experiments_that_were_overtaken() =>
        Assert.Contains(Enumerable.Range(0, 20).SelectMany(luck => ComparedLedger.Of(luck, Count, slots: 4)), Overtaken.Is);

    [Fact]
    public void Who_says_that_an_experiment_was_overtaken_by_none_is_found_out() =>
        AnyLuck.Sample(luck =>
        {
            var records = ComparedLedger.Of(luck, Count).ToList();
            var kept = records.FindLastIndex(record => record is { Status: ExperimentStatus.Kept, IsBaseline: false });
            if (kept < 0)
                return;
            records[kept] = Overtaken.Of(records[kept], records[0]);
            Assert.NotEmpty(Check(records));
        });

    [Fact]
    public void Honest_sessions_have_every_verdict_and_incumbents_that_ran_again()
    {
        var records = Enumerable.Range(0, 40).SelectMany(luck => ComparedLedger.Of(luck, Count)).ToList();
        Assert.Equal(
            [ExperimentStatus.Kept, ExperimentStatus.Discarded, ExperimentStatus.Simplified, ExperimentStatus.Crashed],
            records.Where(record => !record.IsBaseline).Select(record => record.Status).Distinct().Order()
        );
        Assert.Contains(records, record => record.IncumbentRuns.Count > 1);
        Assert.Contains(records, record => record.Scores.Count == 4 && !record.IsBaseline);
    }

    [Fact]
    public void A_forged_score_of_any_run_is_found() =>
        Gen.Select(AnyLuck, Gen.Int[0, 1000], Gen.Int[0, 3], AnyForgery)
            .Sample(
                (luck, which, run, forgery) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Status.IsJudged() && !record.IsBaseline,
                        record =>
                        {
                            var scores = record.Scores.ToArray();
                            scores[run % scores.Length] += forgery;
                            return record with { Scores = scores, Metric = scores.Average() };
                        }
                    )
            );

    [Fact]
    public void A_forged_score_of_a_baseline_is_found_where_something_was_compared_with_it() =>
        Gen.Select(AnyLuck, Gen.Int[0, 3], AnyForgery)
            .Sample(
                (luck, run, forgery) =>
                {
                    var records = ComparedLedger.Of(luck, Count).ToArray();
                    // Right after a baseline, a candidate is compared with its runs.
                    if (!records[1].Status.IsJudged() || records[1].IsBaseline)
                        return;
                    var scores = records[0].Scores.ToArray();
                    scores[run] += forgery;
                    records[0] = records[0] with { Scores = scores, Metric = scores.Average() };
                    Assert.Contains(Check(records), finding => finding.Experiment == 2);
                }
            );

    [Fact]
    public void A_forged_score_of_the_incumbent_is_found() =>
        Gen.Select(AnyLuck, Gen.Int[0, 1000], Gen.Int[0, 8], AnyForgery)
            .Sample((luck, which, run, forgery) => IsFound(luck, which, RanTheIncumbent, record =>
                    {
                        var runs = record.IncumbentRuns.ToArray();
                        runs[run % runs.Length] = runs[run % runs.Length] with { Score = runs[run % runs.Length].Score + forgery };
                        return record with { IncumbentRuns = runs };
                    }));

    [Fact]
    public void A_run_of_the_incumbent_that_is_left_out_or_invented_is_found() =>
        Gen.Select(AnyLuck, Gen.Int[0, 1000], Gen.Bool)
            .Sample(
                (luck, which, invented) =>
                    IsFound(luck, which, RanTheIncumbent, record =>
                        record with
                        {
                            IncumbentRuns = invented
                                ? [.. record.IncumbentRuns, new SeedScore(9999, record.Incumbent!.Value + 0.05)]
                                : [.. record.IncumbentRuns.Skip(1)],
                        }
                    )
            );

    [Fact]
    public void A_run_that_is_left_out_is_found() =>
        Gen.Select(AnyLuck, Gen.Int[0, 1000])
            .Sample(
                (luck, which) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Scores.Count > 1 && !record.IsBaseline,
                        record =>
                            record with
                            {
                                Seeds = [.. record.Seeds.SkipLast(1)],
                                Scores = [.. record.Scores.SkipLast(1)],
                                Metric = record.Scores.SkipLast(1).Average(),
                            }
                    )
            );

    [Fact]
    public void A_forged_status_is_found() =>
        Gen.Select(AnyLuck, Gen.Int[0, 1000], Gen.OneOf(ExperimentStatus.Kept, ExperimentStatus.Simplified, ExperimentStatus.Discarded))
            .Sample(
                (luck, which, status) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Status.IsJudged() && !record.IsBaseline && record.Status != status,
                        record => record with { Status = status, Weights = status.IsMerged() ? new string('e', 64) : null }
                    )
            );

    [Fact]
    public void A_forged_confidence_or_noise_is_found_since_later_references_rest_on_it()
    {
        Gen.Select(AnyLuck, Gen.Int[0, 1000])
            .Sample(
                (luck, which) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Confidence is not null,
                        record => record with { Confidence = null },
                        "its confidence is nothing"
                    )
            );
        Gen.Select(AnyLuck, Gen.Int[0, 1000])
            .Sample(
                (luck, which) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Confidence is not null,
                        record => record with { Confidence = 0.9999 },
                        "its confidence is 0.9999"
                    )
            );
        Gen.Select(AnyLuck, Gen.Int[0, 1000])
            .Sample(
                (luck, which) =>
                    IsFound(
                        luck,
                        which,
                        record => record.Noise is not null,
                        record => record with { Noise = record.Noise / 2 },
                        "its noise is "
                    )
            );
    }

    [Fact]
    public void Fewer_tokens_than_its_code_has_are_found_where_they_make_it_simplified()
    {
        var found = 0;
        for (var luck = 0; luck < 40; luck++)
        {
            var records = ComparedLedger.Of(luck, Count);
            foreach (var record in records.Where(record => record.Status == ExperimentStatus.Simplified))
            {
                Assert.Contains(
                    Check(records.Select(row => row == record ? row with { CodeTokens = row.CodeTokens + 100 } : row)),
                    finding => finding.Experiment == record.Number
                );
                found++;
            }
        }

        Assert.True(found > 0);
    }

    [Fact]
    public void A_row_that_ran_once_under_a_rule_of_several_runs_is_not_decided() =>
        Assert.Contains(Check(Ledgers.Honest(3)), finding => finding.Problem == "it is kept, and by its numbers it is not decided");

    [Fact]
    public void Rows_from_before_there_were_several_runs_are_judged_by_the_rule_of_their_day()
    {
        var table = string.Join(
            '\n',
            Ledgers.Table(Ledgers.Honest(9)).Split('\n').Select(line => line.Length == 0 ? "" : Ledgers.Old(line, 27))
        );
        Assert.Empty(NumbersAudit.Check(LedgerRows.Read(table).Rows, _ => Program));
        var forged = table.Replace("\tkept\tidea 3\t", "\tdiscarded\tidea 3\t");
        Assert.Contains(NumbersAudit.Check(LedgerRows.Read(forged).Rows, _ => Program), finding =>
            finding.Problem == "it is discarded, and by its numbers it is kept"
        );
    }

    [Fact]
    public void Rows_after_an_unreadable_or_missing_one_are_not_judged_by_half_of_a_history() =>
        Gen.Select(AnyLuck, Gen.Int[1, Count], Gen.Bool)
            .Sample(
                (luck, number, missing) =>
                {
                    var lines = Ledgers.Table(ComparedLedger.Of(luck, Count)).Split('\n').ToList();
                    if (missing)
                        lines.RemoveAt(number);
                    else
                        lines[number] = "nonsense";
                    Assert.Empty(NumbersAudit.Check(LedgerRows.Read(string.Join('\n', lines)).Rows, _ => Program));
                }
            );

    [Fact]
    public void No_ledger_whatever_it_says_stops_the_audit() =>
        Gen.Select(Records.Any.List[0, 12], Gen.OneOf(double.NaN, double.PositiveInfinity, 1e308, 0), Gen.Int[1, 5])
            .Sample(
                (records, odd, runs) =>
                {
                    var program = Ledgers.Program(runs);
                    var rows = records.Select(
                        (record, index) =>
                            record with
                            {
                                Number = index + 1,
                                IsBaseline = index == 0,
                                Incumbent = 1.0,
                                IncumbentRuns = [.. record.IncumbentRuns.Select((run, i) => i == 2 ? run with { Score = odd } : run)],
                            }
                    );
                    _ = NumbersAudit.Check(LedgerRows.Read(Ledgers.Table(rows)).Rows, _ => program).ToList();
                }
            );

    private static bool RanTheIncumbent(ExperimentRecord record) => record.Status.IsJudged() && record.IncumbentRuns.Count > 0;

    // Forges one of the rows in question; there may be none in this ledger.
    private static void IsFound(
        int luck,
        int which,
        Func<ExperimentRecord, bool> of,
        Func<ExperimentRecord, ExperimentRecord> forge,
        string problem = ""
    )
    {
        var records = ComparedLedger.Of(luck, Count);
        if (records.Where(of).ToList() is not { Count: > 0 } rows)
            return;
        var number = rows[which % rows.Count].Number;
        Assert.Contains(Check(records.Select(record => record.Number == number ? forge(record) : record)), finding =>
            finding.Experiment == number && finding.Problem.Contains(problem, StringComparison.Ordinal)
        );
    }

    private static IReadOnlyList<Finding> Check(IEnumerable<ExperimentRecord> records) =>
        [.. NumbersAudit.Check(LedgerRows.Read(Ledgers.Table(records)).Rows, _ => Program)];
}
