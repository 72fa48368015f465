using System.Text.RegularExpressions;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Packages;

/// <summary>The language model of the template, trained for a few steps.</summary>
public sealed partial class ScaffoldTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products, "MyResearch", copyOf: null);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_trains_with_plain_dotnet_run_and_prints_the_familiar_summary()
    {
        products.New(repository.Folder);

        var run = repository.Dotnet("run", "-c", "Release", "--", "--budget", "5 steps").Succeeds();

        foreach (
            var line in (string[])
                [
                    @"val_bpb: +\d+\.\d{6}",
                    @"training_seconds: +\d+\.\d",
                    @"total_seconds: +\d+\.\d",
                    @"peak_memory_mb: +\d+\.\d",
                    @"total_tokens_M: +0\.\d+",
                    "num_steps: +5",
                    @"num_params_M: +\d+(\.\d+)?",
                ]
        )
            Assert.Matches($"(?m)^{line}$", run.Output);
    }

    [Fact]
    public void It_is_initialised_and_takes_a_step()
    {
        products.New(repository.Folder);
        SetBudget("5 steps");

        var baseline = repository.Tool("init", "--json").Succeeds().Json;
        Assert.Equal("val_bpb", baseline.GetProperty("metric").GetProperty("name").GetString());
        Assert.InRange(baseline.GetProperty("metric").GetProperty("value").GetDouble(), 1, 8);
        // The least that the knobs' ranges allow.
        repository.Train = LearningRate().Replace(repository.Train, "Rate = 0.001;");

        Assert.Equal("discarded", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        repository.IsTidy();
    }

    [Fact]
    public void It_is_initialised_with_a_corpus_of_one_s_own()
    {
        var texts = Directory.CreateDirectory(Path.Combine(repository.Folder, "..", "texts")).FullName;
        foreach (var number in Enumerable.Range(1, 3))
            File.WriteAllText(
                Path.Combine(texts, $"book{number}.txt"),
                string.Concat(Enumerable.Range(0, 12_000).Select(line => $"Line {line * number} of a book of mine.\n"))
            );
        products.New(repository.Folder, "--corpus", "../texts");
        SetBudget("1 steps");

        repository.Tool("init").Succeeds();

        var locked = File.ReadAllText(repository.InFolder("autoresearch.lock"));
        Assert.All(["training", "validation", "test"], split =>
            Assert.Contains($"  corpus/{split}.txt.gz\n", locked, StringComparison.Ordinal)
        );
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    private void SetBudget(string budget)
    {
        var program = repository.InFolder("program.md");
        File.WriteAllText(program, Budget().Replace(File.ReadAllText(program), "Training budget: " + budget));
    }

    [GeneratedRegex("Training budget: .*")]
    private static partial Regex Budget();

    // Of whatever the template's optimizer has.
    [GeneratedRegex(@"Rate = 0\.\d+;")]
    private static partial Regex LearningRate();
}
