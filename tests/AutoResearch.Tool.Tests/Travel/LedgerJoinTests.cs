using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Tests.Audit;
using CsCheck;

namespace AutoResearch.Tests.Travel;

/// <summary>Two machines that went on from the same ledger. Where one run decides, a verdict rests on the incumbent alone.</summary>
public class LedgerJoinTests
{
    private static readonly ResearchProgram Program = Ledgers.Program(runs: 1);

    [Fact]
    public void Published_rows_stay_and_the_others_follow_with_all_they_say() =>
        Parted.Sample(
            (common, mine, theirs) =>
            {
                var published = Ledgers.Table([.. common, .. theirs]);
                var join = Join(common, mine, theirs);
                Assert.Null(join.Problem);
                var joined = join.Table(published);
                Assert.StartsWith(published, joined, StringComparison.Ordinal);
                var records = ResultsTable.Parse(joined);
                Assert.Equal(common.Count + theirs.Count + mine.Count, records.Count);
                for (var index = 0; index < mine.Count; index++)
                {
                    Assert.Equal(mine[index].Number, join.Moved[index].From);
                    Assert.Equal(common.Count + theirs.Count + index + 1, join.Moved[index].To);
                    // The whole row but for its number.
                    Assert.Equal(ResultsTable.Row(mine[index] with { Number = join.Moved[index].To }), join.Moved[index].Row);
                }
            }
        );

    [Fact]
    public void A_joined_ledger_passes_the_audit() =>
        Parted.Sample(
            (common, mine, theirs) =>
                Assert.Empty(
                    NumbersAudit.Check(LedgerRows.Read(Join(common, mine, theirs).Table(Ledgers.Table([.. common, .. theirs]))).Rows, _ =>
                        Program
                    )
                )
        );

    [Fact]
    public void Joined_again_nothing_moves() =>
        Parted.Sample(
            (common, mine, theirs) =>
            {
                var published = Ledgers.Table([.. common, .. theirs]);
                var joined = Join(common, mine, theirs).Table(published);
                var again = LedgerJoin.Of(published, joined, published, _ => Program);
                Assert.Null(again.Problem);
                Assert.All(again.Moved, row => Assert.Equal(row.From, row.To));
                Assert.Equal(joined, again.Table(published));
            }
        );

    [Fact]
    public void What_only_one_of_both_kept_is_joined()
    {
        var common = Ledgers.Honest(2);
        var kept = Ledgers.Honest(3)[2];
        Assert.Null(Join(common, [kept], [Crash(3), Crash(4)]).Problem);
        Assert.Null(Join(common, [Crash(3)], [kept]).Problem);
    }

    [Fact]
    public void What_both_kept_is_refused()
    {
        var join = Join(
            Ledgers.Honest(2),
            [Ledgers.Honest(3)[2]],
            [Ledgers.Honest(3)[2] with { Commit = Ledgers.Sha(99), Metric = 1.5, Scores = [1.5] }]
        );
        Assert.Contains("experiment 0003", join.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_against_the_old_incumbent_is_refused_after_a_new_one()
    {
        var discarded = Ledgers.Honest(2)[1] with { Number = 3, Commit = Ledgers.Sha(77) };
        Assert.NotNull(Join(Ledgers.Honest(2), [discarded], [Ledgers.Honest(3)[2]]).Problem);
        Assert.Null(Join(Ledgers.Honest(2), [discarded], [Crash(3)]).Problem);
    }

    [Fact]
    public void Another_machine_with_a_baseline_of_its_own_is_joined()
    {
        var baseline = Ledgers.Honest(1)[0] with
        {
            Number = 3,
            Conditions = new Conditions("0123456789ab", "60 seconds", "another device"),
        };
        var discarded = Ledgers.Honest(2)[1] with { Number = 4, Conditions = baseline.Conditions };
        Assert.Null(Join(Ledgers.Honest(2), [baseline, discarded], [Ledgers.Honest(3)[2]]).Problem);
    }

    [Fact]
    public void Verdicts_that_shared_their_noise_are_joined_only_where_each_still_follows() =>
        Gen.Int[0, 10_000]
            .Select(Gen.Int[2, 12], Gen.Int[2, 12])
            .Sample(
                (seed, first, more) =>
                {
                    var program = Ledgers.Program(runs: 4);
                    var mine = ComparedLedger.Of(seed, first + more);
                    var theirs = ComparedLedger.Of(seed, first).Append(mine[^1] with { Number = first + 1 }).ToList();
                    var join = LedgerJoin.Of(Ledgers.Table(mine.Take(first)), Ledgers.Table(mine), Ledgers.Table(theirs), _ => program);
                    if (join.Problem is not null)
                        return;
                    var own = NumbersAudit.Check(LedgerRows.Read(Ledgers.Table(theirs)).Rows, _ => program).Count();
                    Assert.Equal(own, NumbersAudit.Check(LedgerRows.Read(join.Table(Ledgers.Table(theirs))).Rows, _ => program).Count());
                },
                iter: 200
            );

    [Fact]
    public void An_altered_published_row_is_refused()
    {
        var honest = Ledgers.Honest(4);
        var altered = honest.Select(record => record.Number == 2 ? record with { Description = "altered" } : record).ToList();
        Assert.Contains(
            "on the remote",
            LedgerJoin.Of(Ledgers.Table(honest), Ledgers.Table(honest), Ledgers.Table(altered), _ => Program).Problem,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "here",
            LedgerJoin.Of(Ledgers.Table(honest), Ledgers.Table(altered), Ledgers.Table(honest), _ => Program).Problem,
            StringComparison.Ordinal
        );
    }

    // What crashed rests on nothing; an old table has fewer columns, and keeps them.
    private static readonly Gen<(
        IReadOnlyList<ExperimentRecord> Common,
        IReadOnlyList<ExperimentRecord> Mine,
        IReadOnlyList<ExperimentRecord> Theirs
    )> Parted = Gen.Int[1, 8]
        .Select(Gen.Int[0, 6], Gen.Int[0, 6], (common, mine, theirs) =>
            (
                Ledgers.Honest(common),
                (IReadOnlyList<ExperimentRecord>)[.. Enumerable.Range(common + 1, mine).Select(Crash)],
                (IReadOnlyList<ExperimentRecord>)
                    [.. Enumerable.Range(common + 1, theirs).Select(number => Crash(number) with { Commit = Ledgers.Sha(500 + number) })]
            )
        );

    private static ExperimentRecord Crash(int number) =>
        Records.One(number, ExperimentStatus.Crashed, $"crash {number}", metric: null) with
        {
            Commit = Ledgers.Sha(300 + number),
            Parent = Ledgers.Sha(1000),
        };

    private static LedgerJoin Join(
        IReadOnlyList<ExperimentRecord> common,
        IReadOnlyList<ExperimentRecord> mine,
        IReadOnlyList<ExperimentRecord> theirs
    ) => LedgerJoin.Of(Ledgers.Table(common), Ledgers.Table([.. common, .. mine]), Ledgers.Table([.. common, .. theirs]), _ => Program);
}
