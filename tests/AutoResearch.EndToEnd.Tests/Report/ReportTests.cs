using System.Xml.Linq;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Report;

/// <summary>The report that <c>dotnet autoresearch report</c> writes.</summary>
public sealed class ReportTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_shows_each_experiment_with_its_change_and_leaves_the_repository_clean()
    {
        repository.Improve();
        repository.Tool("step", "-m", "Raise <b>it</b>").Succeeds();
        repository.Edit("while (!run.IsOver)", "while (run.IsOver");
        repository.Tool("step", "-m", "Break it").Succeeds();
        repository.Git("restore", ".");
        File.Delete(repository.InFolder("experiments.md"));
        // As in a repository that was initialised before there were reports.
        File.WriteAllText(repository.InFolder(".git/info/exclude"), "");
        File.WriteAllLines(
            repository.InFolder(".gitignore"),
            File.ReadLines(repository.InFolder(".gitignore")).Where(line => line != "report.html")
        );
        repository.CommitAll("As it was");
        var head = repository.Head;

        var report = repository.Tool("report", "--json").Succeeds().Json;

        Assert.Equal(repository.InFolder("report.html"), report.GetProperty("file").GetString());
        Assert.Equal(3, report.GetProperty("experiments").GetInt32());
        Assert.Equal(2, report.GetProperty("diffs").GetInt32());
        var page = XDocument.Load(repository.InFolder("report.html"), LoadOptions.PreserveWhitespace);
        var rows = page.Descendants("tr").Where(row => row.Attribute("id") is not null).ToList();
        Assert.Equal(["e1", "e2", "e3"], rows.Select(row => row.Attribute("id")!.Value));
        Assert.Contains("Raise <b>it</b>", rows[1].Value, StringComparison.Ordinal);
        Assert.Contains("LearningRate = 10;", rows[1].Descendants("pre").Single().Value, StringComparison.Ordinal);
        Assert.Contains("build-failed", rows[2].Value, StringComparison.Ordinal);
        Assert.Contains("test_acc0.9456 → 0.9977", page.Root!.Value, StringComparison.Ordinal);
        Assert.Contains("3 experiments: 2 kept, 1 build-failed.", page.Root.Value, StringComparison.Ordinal);
        Assert.Contains("| 0003 |", File.ReadAllText(repository.InFolder("experiments.md")), StringComparison.Ordinal);
        Assert.Equal("", repository.Git("status", "--porcelain", "--untracked-files=all"));
        Assert.Equal(head, repository.Head);

        // Elsewhere, and in the repository under a name of one's own, which the next step does not take for a change.
        var elsewhere = repository.InFolder("../night.html");
        Assert.Contains(
            Path.GetFullPath(elsewhere),
            repository.Tool("report", "-o", elsewhere).Succeeds().Output,
            StringComparison.Ordinal
        );
        Assert.Equal(File.ReadAllText(repository.InFolder("report.html")), File.ReadAllText(elsewhere));
        repository.Tool("report", "-o", "a [night] of it.html").Succeeds();
        Assert.True(File.Exists(repository.InFolder("a [night] of it.html")));
        Assert.Equal("", repository.Git("status", "--porcelain", "--untracked-files=all"));
        repository.IsTidy();
    }

    [Fact]
    public void It_does_not_overwrite_what_git_tracks()
    {
        var before = repository.State();
        Assert.Contains("git tracks Train.cs", repository.Tool("report", "-o", "Train.cs").Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", repository.Tool("report", "-o", "corpus").Exits(2).Error, StringComparison.Ordinal);
        repository.Tool("report", "-o", "no/such/folder.html").FailsWith("AR0602", "no/such");
        Assert.Equal(before, repository.State());
    }

    [Fact]
    public void Without_a_history_it_says_what_to_do()
    {
        repository.Git("branch", "--quiet", "-D", "autoresearch/log");
        var result = repository.Tool("report", "--json").FailsWith("AR0113", "dotnet autoresearch init");
        Assert.Equal("AR0113", result.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.False(File.Exists(repository.InFolder("report.html")));
    }
}
