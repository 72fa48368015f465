using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

public sealed class LedgerTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void An_experiment_is_written_to_the_table_its_page_and_the_overview()
    {
        repository.Worsen();
        repository.Tool("step", "-m", "Lower | the rate").Succeeds();

        var header = File.ReadLines(repository.InFolder("results.tsv")).First().Split('\t');
        Assert.Equal(["commit", "test_acc", "memory_gb", "status", "description"], header[..5]);
        var row = repository.Experiment(2);
        Assert.Equal(repository.Git("rev-parse", "refs/autoresearch/experiments/0002"), row["commit"]);
        Assert.Equal(0.7642, double.Parse(row["test_acc"], CultureInfo.InvariantCulture), 3);
        Assert.Equal("discarded", row["outcome"]);
        Assert.Equal("Lower | the rate", row["description"]);
        Assert.Equal(repository.Head, row["parent"]);
        Assert.Equal("20 steps", row["budget"]);

        var page = File.ReadAllText(repository.InFolder("experiments/0002.md"));
        Assert.StartsWith("---\ncommit: " + row["commit"] + "\n", page, StringComparison.Ordinal);
        Assert.Equal("discard", row["status"]);
        Assert.Contains("\nstatus: discard\n", page, StringComparison.Ordinal);
        Assert.Contains("\noutcome: discarded\n", page, StringComparison.Ordinal);
        foreach (
            var part in (string[])
                [
                    "## Hypothesis",
                    "## Change",
                    "## Result",
                    "## Decision",
                    "+    [Knob(0.001, 1000, Scale = Scale.Log)] private const double LearningRate = 0.01;",
                ]
        )
            Assert.Contains(part, page, StringComparison.Ordinal);

        var overview = File.ReadAllText(repository.InFolder("experiments.md"));
        Assert.Contains("| # | time | change | metric | vs incumbent | decision |", overview, StringComparison.Ordinal);
        Assert.Contains(
            "| 0.7642 | -19.18 % | discarded |",
            overview.Split('\n').Single(line => line.StartsWith("| 0002 |", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_working_tree_mirrors_the_branch_and_git_ignores_the_mirror()
    {
        repository.Improve();
        repository.Tool("step").Succeeds();

        foreach (var path in (string[])["results.tsv", "experiments.md", "experiments/0002.md"])
            Assert.Equal(repository.Git("show", "autoresearch/log:" + path), File.ReadAllText(repository.InFolder(path)).TrimEnd('\n'));
        Assert.Equal("", repository.Git("status", "--porcelain", "--untracked-files=all"));

        File.Delete(repository.InFolder("results.tsv"));
        File.Delete(repository.InFolder("experiments.md"));
        repository.Tool("status").Succeeds();
        Assert.Equal(2, File.ReadLines(repository.InFolder("results.tsv")).Count() - 1);
        Assert.True(File.Exists(repository.InFolder("experiments.md")));
    }

    [Fact]
    public void An_experiment_without_a_score_has_an_empty_cell()
    {
        repository.Edit(
            "while (!run.IsOver)",
            "throw new InvalidOperationException(\"no idea\");\n#pragma warning disable CS0162\n        while (!run.IsOver)"
        );
        repository.Tool("step").Succeeds();
        Assert.Equal("", repository.Experiment(2)["test_acc"]);
        Assert.Equal("", repository.Experiment(2)["memory_gb"]);
    }

    [Fact]
    public void The_ten_thousandth_experiment_is_appended_like_any_other()
    {
        repository.RewriteLedger(table =>
        {
            var (header, baseline) = (table.Split('\n')[0], table.Split('\n')[1]);
            return table
                + string.Concat(
                    Enumerable
                        .Range(2, 9998)
                        .Select(number =>
                            ResearchRepository.WithCells(
                                header,
                                baseline,
                                ("experiment", number.ToString("0000", CultureInfo.InvariantCulture)),
                                ("test_acc", "0.5"),
                                ("status", "discard"),
                                ("description", "Earlier"),
                                ("kind", "candidate"),
                                ("outcome", "discarded")
                            ) + "\n"
                        )
                );
        });
        repository.Improve();

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal(10_000, step.GetProperty("experiment").GetInt32());
        Assert.Equal("kept", repository.Experiment(10_000)["outcome"]);
        Assert.Equal(repository.Head, repository.Git("rev-parse", "refs/autoresearch/experiments/10000"));
        Assert.True(File.Exists(repository.InFolder("experiments/10000.md")));
        Assert.Equal(
            10_000,
            Assert
                .Single(repository.Tool("log", "-n", "1", "--json").Succeeds().Json.GetProperty("experiments").EnumerateArray())
                .GetProperty("experiment")
                .GetInt32()
        );
    }
}
