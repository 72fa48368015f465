using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;
using AutoResearch.Tests.Audit;
using CsCheck;

namespace AutoResearch.Tests;

public class ResultsTableTests
{
    [Fact]
    public void The_first_five_columns_are_those_of_autoresearch() =>
        Assert.StartsWith("commit\tval_bpb\tmemory_gb\tstatus\tdescription\t", ResultsTable.Header("val_bpb"));

    [Fact]
    public void A_row_reads_back_as_it_was_written() =>
        Records.Any.Sample(record =>
        {
            var row = ResultsTable.Row(record);
            var back = Assert.Single(ResultsTable.Parse(ResultsTable.Header("val_bpb") + row));
            Assert.Equal(record.Metric, back.Metric);
            Assert.Equal(record.Description, back.Description);
            Assert.Equal(record.Seeds, back.Seeds);
            Assert.Equal(record.Tokens, back.Tokens);
            Assert.Equal(record.Seconds, back.Seconds);
            Assert.Equal(record.Scores, back.Scores);
            Assert.Equal(record.IncumbentRuns, back.IncumbentRuns);
            Assert.Equal((record.Confidence, record.Noise), (back.Confidence, back.Noise));
            Assert.Equal((record.CodeTokens, record.Slowed), (back.CodeTokens, back.Slowed));
            Assert.Equal((record.Origin, record.Code), (back.Origin, back.Code));
            Assert.Equal(record.Knobs, back.Knobs);
            Assert.Equal(record.Yardstick, back.Yardstick);
            Assert.Equal(record.Work, back.Work);
            Assert.Equal(record.IncumbentWork, back.IncumbentWork);
            Assert.Equal(record.Unseen, back.Unseen);
            Assert.Equal(row, ResultsTable.Row(back));
        });

    [Fact]
    public void A_table_from_before_there_were_several_runs_is_still_read() =>
        Records.Any.Sample(record =>
        {
            const int columns = 27;
            static string Cut(string line) => Ledgers.Old(line, columns) + "\n";
            var back = Assert.Single(ResultsTable.Parse(Cut(ResultsTable.Header("val_bpb")) + Cut(ResultsTable.Row(record))));
            Assert.Equal(record.Metric, back.Metric);
            Assert.Equal(record.Metric is { } metric ? [metric] : [], back.Scores);
            Assert.Empty(back.IncumbentRuns);
            Assert.Equal((null, null), (back.Confidence, back.Noise));
            Assert.Equal((null, 0), (back.CodeTokens, back.Slowed));
        });

    [Fact]
    public void A_table_from_before_there_were_proposers_is_still_read() =>
        Records.Any.Sample(record =>
        {
            const int columns = 33;
            static string Cut(string line) => Ledgers.Old(line, columns) + "\n";
            var back = Assert.Single(ResultsTable.Parse(Cut(ResultsTable.Header("val_bpb")) + Cut(ResultsTable.Row(record))));
            Assert.Equal((record.CodeTokens, record.Slowed), (back.CodeTokens, back.Slowed));
            Assert.Equal((Origin.Person, null), (back.Origin, back.Code));
            Assert.Empty(back.Knobs);
        });

    [Fact]
    public void Who_proposed_what_is_in_cells_of_its_own()
    {
        var row = ResultsTable.Row(
            Records.One(2) with
            {
                Origin = new Origin("model/qwen3", new ProposalCost(1.5, 1200, 0.25), new Expectation(-0.004, 1e-7)),
                Code = "0123456789abcdef",
                Knobs = [new("Rate", 0.02, 0.032), new("Width", 128, 64)],
            }
        );
        var named = ResultsTable.Header("val_bpb").TrimEnd('\n').Split('\t').Zip(row.TrimEnd('\n').Split('\t')).ToDictionary();
        Assert.Equal(
            ["model/qwen3", "1.500", "1200", "0.25", "0123456789abcdef", "Rate:0.02>0.032;Width:128>64", "-0.004+-1E-07"],
            ((string[])["proposer", "proposal_seconds", "proposal_tokens", "cost", "code", "knobs", "expectation"]).Select(column =>
                named[column]
            )
        );
    }

    [Theory]
    [InlineData("Rate")]
    [InlineData("Rate:0.02")]
    [InlineData(":0.02>0.03")]
    [InlineData("Rate:0.02>")]
    [InlineData("Rate:>0.03")]
    [InlineData("Rate:0.02>0.03;nonsense")]
    [InlineData("Rate>0.02:0.03")]
    public void What_is_no_turn_of_a_knob_names_its_line(string cell)
    {
        var row = ResultsTable.Row(Records.One() with { Knobs = [new("Width", 1, 2)] }).Replace("Width:1>2", cell);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(ResultsTable.Header("val_bpb") + row)).Message);
    }

    [Fact]
    public void A_table_from_before_there_were_expectations_is_still_read_and_goes_on() =>
        Records.Any.Sample(record =>
        {
            static string Cut(string line) => Before("expectation", line);
            var table =
                Cut(ResultsTable.Header("val_bpb"))
                + Cut(ResultsTable.Row(record))
                + ResultsTable.Row(record with { Number = record.Number + 1 });
            var back = ResultsTable.Parse(table);
            Assert.Equal(record.Origin with { Expectation = null }, back[0].Origin);
            Assert.Equal((record.Origin, record.Status), (back[1].Origin, back[1].Status));
        });

    [Fact]
    public void A_table_from_before_the_work_of_runs_was_told_is_still_read_and_goes_on() =>
        Records.Any.Sample(record =>
        {
            static string Cut(string line) => Before("yardstick", line);
            var table =
                Cut(ResultsTable.Header("val_bpb"))
                + Cut(ResultsTable.Row(record))
                + ResultsTable.Row(record with { Number = record.Number + 1 });
            var back = ResultsTable.Parse(table);
            Assert.Null(back[0].Yardstick);
            Assert.Empty(back[0].Work);
            Assert.Equal(record.Origin, back[0].Origin);
            Assert.Equal(record.Work, back[1].Work);
        });

    [Theory]
    [InlineData("5:100:1000:9.5")]
    [InlineData("5:100:1000:9.5:1:1")]
    [InlineData("5:100.5:1000:9.5:1")]
    [InlineData("quick")]
    public void What_is_no_work_of_a_run_names_its_line(string cell)
    {
        var row = ResultsTable.Row(Records.One() with { Work = [new(5, 100, 1000, 9.5, 1)] }).Replace("5:100:1000:9.5:1", cell);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(ResultsTable.Header("val_bpb") + row)).Message);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("+-0.5")]
    [InlineData("0.5+-")]
    [InlineData("0.5+--0.5")]
    [InlineData("NaN+-0.5")]
    [InlineData("0.5+-nonsense")]
    public void What_is_no_expectation_names_its_line(string cell)
    {
        var expected = new Origin("search/gp", ProposalCost.None, new Expectation(0.25, 0.125));
        var row = ResultsTable.Row(Records.One() with { Origin = expected }).Replace("0.25+-0.125", cell);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(ResultsTable.Header("val_bpb") + row)).Message);
    }

    [Fact]
    public void Scores_and_the_incumbents_runs_are_lists_in_their_cells()
    {
        var row = ResultsTable.Row(
            Records.One(2) with
            {
                Seeds = [5, 6],
                Scores = [1.5, 1.25],
                Metric = 1.375,
                IncumbentRuns = [new(5, 1.75), new(9, 2)],
            }
        );
        var named = ResultsTable.Header("val_bpb").TrimEnd('\n').Split('\t').Zip(row.TrimEnd('\n').Split('\t')).ToDictionary();
        Assert.Equal("1.5,1.25", named["scores"]);
        Assert.Equal("5:1.75,9:2", named["incumbent_runs"]);
        Assert.Equal("2", named["seed_count"]);
        Assert.Equal("", named["slowed"]);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5:")]
    [InlineData(":1.5")]
    [InlineData("5:1.5,nonsense")]
    public void What_is_no_run_of_the_incumbent_names_its_line(string cell)
    {
        var row = ResultsTable.Row(Records.One() with { IncumbentRuns = [new(12345, 1.5)] }).Replace("12345:1.5", cell);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(ResultsTable.Header("val_bpb") + row)).Message);
    }

    [Fact]
    public void Every_row_is_one_line_with_as_many_cells_as_the_header() =>
        Gen.Select(Records.Any, Gen.String)
            .Sample(
                (record, hostile) =>
                {
                    var row = ResultsTable.Row(record with { Description = hostile + "\t\r\n", Reason = hostile });
                    Assert.Equal(1, row.Count(c => c == '\n'));
                    Assert.Equal(ResultsTable.Header("m").Count(c => c == '\t'), row.Count(c => c == '\t'));
                }
            );

    [Fact]
    public void No_cell_opens_a_quoted_field_for_a_reader_of_CSV() =>
        Gen.Select(Records.Any, Gen.String)
            .Sample(
                (record, hostile) =>
                    Assert.All(ResultsTable.Row(record with { Description = '"' + hostile, Reason = " \"" + hostile }).Split('\t'), cell =>
                        Assert.False(cell.StartsWith('"'))
                    )
            );

    [Fact]
    public void A_metric_that_was_not_measured_is_empty()
    {
        var cells = ResultsTable.Row(Records.One(metric: null)).Split('\t');
        Assert.Equal("", cells[1]);
        Assert.Equal("", cells[2]);
    }

    [Fact]
    public void A_table_that_is_cut_off_anywhere_in_a_row_is_refused()
    {
        var table = ResultsTable.Header("val_bpb") + ResultsTable.Row(Records.One()) + ResultsTable.Row(Records.One(2));
        var start = table.Length - ResultsTable.Row(Records.One(2)).Length + 1;
        for (var length = start; length < table.Length; length++)
            Assert.Throws<FormatException>(() => ResultsTable.Parse(table[..length]));
    }

    [Fact]
    public void A_missing_row_is_noticed()
    {
        var table = ResultsTable.Header("val_bpb") + ResultsTable.Row(Records.One()) + ResultsTable.Row(Records.One(3));
        var exception = Assert.Throws<FormatException>(() => ResultsTable.Parse(table));
        Assert.Contains("experiment 3 where 2 belongs", exception.Message);
    }

    [Fact]
    public void An_unknown_status_names_its_line()
    {
        var table = ResultsTable.Header("val_bpb") + ResultsTable.Row(Records.One()).Replace("\tkeep\t", "\twonderful\t");
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(table)).Message);
    }

    [Fact]
    public void The_status_is_a_word_of_autoresearch_and_the_outcome_says_more() => Assert.All(Enum.GetValues<ExperimentStatus>(), status =>
        {
            var named = ResultsTable
                .Header("val_bpb")
                .TrimEnd('\n')
                .Split('\t')
                .Zip(ResultsTable.Row(Records.One(2) with { Status = status }).TrimEnd('\n').Split('\t'))
                .ToDictionary();
            Assert.Contains(named["status"], (string[])["keep", "discard", "crash"]);
            Assert.Equal(status.IsMerged(), named["status"] == "keep");
            Assert.Equal(status.Name(), named["outcome"]);
        });

    [Fact]
    public void A_table_from_before_there_was_an_outcome_is_still_read_and_goes_on() =>
        Records.Any.Sample(record =>
        {
            const int columns = 39;
            var table =
                Ledgers.Old(ResultsTable.Header("val_bpb"), columns)
                + "\n"
                + Ledgers.Old(ResultsTable.Row(record), columns)
                + "\n"
                + ResultsTable.Row(record with { Number = record.Number + 1 });
            var back = LedgerRows.Read(table).Records;
            Assert.Equal([record.Status, record.Status], back.Select(row => row.Status));
            Assert.Equal(record.Knobs, back[0].Knobs);
        });

    [Fact]
    public void A_status_that_contradicts_the_outcome_names_its_line()
    {
        var table = ResultsTable.Header("val_bpb") + ResultsTable.Row(Records.One()).Replace("\tkeep\t", "\tdiscard\t");
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(table)).Message);
    }

    // A line as it was before there was a column.
    private static string Before(string column, string line) =>
        string.Join('\t', line.TrimEnd('\n').Split('\t').Take(ResultsColumns.IndexOf(column))) + "\n";
}
