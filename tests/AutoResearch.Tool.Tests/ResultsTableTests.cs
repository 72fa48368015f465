using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests;

public class ResultsTableTests
{
    [Fact]
    public void The_first_five_columns_are_those_of_autoresearch() =>
        Assert.StartsWith("commit\tval_bpb\tmemory_gb\tstatus\tdescription\t", ResultsTable.Header("val_bpb"));

    [Fact]
    public void A_row_reads_back_as_it_was_written() => Records.Any.Sample(record =>
    {
        var row = ResultsTable.Row(record);
        var back = Assert.Single(ResultsTable.Parse(ResultsTable.Header("val_bpb") + row));
        Assert.Equal(record.Metric, back.Metric);
        Assert.Equal(record.Description, back.Description);
        Assert.Equal(record.Seeds, back.Seeds);
        Assert.Equal(record.Tokens, back.Tokens);
        Assert.Equal(record.Seconds, back.Seconds);
        Assert.Equal(row, ResultsTable.Row(back));
    });

    [Fact]
    public void Every_row_is_one_line_with_as_many_cells_as_the_header() => Gen.Select(Records.Any, Gen.String).Sample((record, hostile) =>
    {
        var row = ResultsTable.Row(record with { Description = hostile + "\t\r\n", Reason = hostile });
        Assert.Equal(1, row.Count(c => c == '\n'));
        Assert.Equal(ResultsTable.Header("m").Count(c => c == '\t'), row.Count(c => c == '\t'));
    });

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
        var table = ResultsTable.Header("val_bpb") + ResultsTable.Row(Records.One()).Replace("\tkept\t", "\twonderful\t");
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ResultsTable.Parse(table)).Message);
    }
}
