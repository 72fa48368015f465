using AutoResearch.Publishing.Texts;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Research.Search;
using CsCheck;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace AutoResearch.Tests.Publishing;

/// <summary>What a reviewer reads.</summary>
public sealed class PullRequestBodyTests
{
    private static readonly string[] OwnHtml =
    [
        "html <!-- autoresearch:",
        "html <details>\n<summary>Tried before and not kept: ",
        "html </details>",
    ];

    [Fact]
    public void The_page_shows_a_whole_one() =>
        GeneratedPage.Check(
            "Publishing/BODY.md",
            PullRequestBody.Render(
                Ideas.Facts(Ideas.Research[15]) with
                {
                    Branch = Ideas.Branch,
                    BaseLock = Ideas.Research[15].Conditions.Lock,
                }
            )
        );

    [Fact]
    public void Nothing_in_it_is_live_but_its_own_folding_section() =>
        Any.Sample(
            facts =>
            {
                var body = PullRequestBody.Render(facts);
                Assert.All(GitHubMarkdown.Live(body), live =>
                    Assert.True(OwnHtml.Any(own => live.StartsWith(own, StringComparison.Ordinal)), live)
                );
                Assert.InRange(body.Length, 1, PullRequestBody.Limit);
            },
            iter: 200
        );

    [Fact]
    public void Its_shape_is_the_same_whatever_a_proposer_writes() =>
        Any.Sample(
            facts =>
            {
                var document = GitHubMarkdown.Parse(PullRequestBody.Render(facts));
                Assert.Equal(
                    ["Change", "Result", "Progress", "Reproduce"],
                    document.Descendants<HeadingBlock>().Select(heading => heading.Inline!.FirstChild!.ToString())
                );
                Assert.Equal(["mermaid", ""], document.Descendants<FencedCodeBlock>().Select(code => code.Info ?? ""));
                Assert.Single(document.Descendants<QuoteBlock>());
                var tables = document.Descendants<Table>().ToList();
                Assert.Equal(2, tables.Count);
                Assert.All(tables[0].Cast<TableRow>(), row => Assert.Equal(3, row.Count));
                Assert.All(tables[1].Cast<TableRow>(), row => Assert.Equal(5, row.Count));
                Assert.Equal(1 + NearbyExperiments.Of(facts.Records, facts.Record).Count, tables[1].Count);
            },
            iter: 200
        );

    [Fact]
    public void The_longest_one_is_short_enough_for_GitHub()
    {
        var longest = string.Concat(Enumerable.Repeat("<@a#1&_", 4000));
        var records = Ideas
            .Research.Select(record =>
                record with
                {
                    Description = longest,
                    MetricName = longest,
                    Knobs = [.. Enumerable.Range(0, 500).Select(i => new KnobChange($"Knob{i}", -1.0 / 3, 2e300 / 3))],
                    Conditions = new Conditions(longest, longest, longest),
                    Origin = new Origin(longest, ProposalCost.None),
                }
            )
            .ToList();
        var facts = Ideas.Facts(records[15], records) with
        {
            Change = new ChangeSize([.. Enumerable.Repeat(longest, 100)], 1, 1),
            Branch = Ideas.Branch,
        };
        Assert.InRange(PullRequestBody.Render(facts).Length, 1, PullRequestBody.Limit);
        Assert.InRange(PullRequestTexts.Title(records[15]).Length, 1, 256);
    }

    [Fact]
    public void The_number_of_the_held_out_split_is_in_no_text()
    {
        // Nothing that the texts are written from can hold one.
        Assert.DoesNotContain(typeof(BodyFacts).GetProperties(), property =>
            property.PropertyType == typeof(double) || property.PropertyType == typeof(double?)
        );
        Assert.Contains(
            "| held-out split | confirmed: not worse than the incumbent there |",
            PullRequestBody.Render(Ideas.Facts(Ideas.Research[15])),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_run_later_does_not_change_it()
    {
        var sooner = Ideas.Research.Take(14).ToList();
        Assert.Equal(PullRequestBody.Render(Ideas.Facts(sooner[13], sooner)), PullRequestBody.Render(Ideas.Facts(sooner[13])));
    }

    [Fact]
    public void The_marker_names_the_experiment_and_the_ledger()
    {
        var facts = Ideas.Facts(Ideas.Research[13]);
        Assert.StartsWith(
            $"<!-- autoresearch:experiment=0014 repository={LedgerIdentity.Of(Ideas.Research)} -->\n",
            PullRequestBody.Render(facts),
            StringComparison.Ordinal
        );
        var other = Ideas.Research.Select(record => record with { Seeds = [1] }).ToList();
        Assert.NotEqual(facts.Marker, Ideas.Facts(other[13], other).Marker);
    }

    [Fact]
    public void A_base_with_another_lock_is_told()
    {
        Assert.DoesNotContain("another lock", PullRequestBody.Render(Ideas.Facts(Ideas.Research[13])), StringComparison.Ordinal);
        Assert.Contains(
            "**Measured under another lock** than its base has (`0f3a9c51d2e7`, and the base has `abc`)",
            PullRequestBody.Render(Ideas.Facts(Ideas.Research[13]) with { BaseLock = "abc" }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_was_not_measured_has_no_row()
    {
        var bare = Records.One(2, ExperimentStatus.Kept, "idea", 1.5) with { Incumbent = 0 };
        var body = PullRequestBody.Render(Ideas.Facts(bare, [Records.One(), bare]) with { HeldOut = HeldOutVerdict.None });
        foreach (var row in (string[])["peak memory", "parameters", "tokens a second", "noise", "confidence"])
            Assert.DoesNotContain(row, body, StringComparison.Ordinal);
        Assert.Contains("**val_bpb 1.5000** against 0.0000 (lower is better).", body, StringComparison.Ordinal);
        Assert.Contains("| **1.5000** | 0.0000 |", body, StringComparison.Ordinal);
        Assert.Contains("| held-out split | not scored |", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<details>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9973, "99.7 %")]
    [InlineData(0.9994, "99.9 %")]
    [InlineData(0.99999, "over 99.9 %")]
    [InlineData(1, "over 99.9 %")]
    [InlineData(0.95, "95.0 %")]
    public void A_confidence_is_never_rounded_up(double confidence, string expected) =>
        Assert.Equal(expected, ResultRows.Confidence(confidence));

    // Hostile words wherever a proposer, a program or a device has some.
    private static readonly Gen<BodyFacts> Any =
        from idea in NastyText.Any
        from tried in NastyText.Any
        from metric in NastyText.Any
        from device in NastyText.Any
        from proposer in NastyText.Any
        from knob in NastyText.Any
        from file in NastyText.Any
        from branch in NastyText.Any
        select Facts(idea, tried, metric, device, proposer, knob, file, branch);

    private static BodyFacts Facts(
        string idea,
        string tried,
        string metric,
        string device,
        string proposer,
        string knob,
        string file,
        string branch
    )
    {
        var conditions = new Conditions("0123456789ab", device, device);
        var records = Ideas
            .Research.Select(record =>
                record with
                {
                    Description = record.Number == 16 ? idea : tried,
                    MetricName = metric,
                    Conditions = conditions,
                    Origin = new Origin(proposer, ProposalCost.None),
                    Knobs = [new KnobChange(knob, 1, 2)],
                    Reason = tried,
                }
            )
            .ToList();
        return Ideas.Facts(records[15], records) with
        {
            Change = new ChangeSize([file], 1, 1),
            Branch = Ideas.Branch with { BaseName = branch },
            BaseLock = file,
        };
    }
}
