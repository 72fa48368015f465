using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>
/// With a budget that no clock counts, the template's own training on a CPU gives the same bits for the same seed, on as many
/// threads as the machine has.
/// </summary>
public sealed class RepeatabilityTests : IDisposable
{
    private readonly ResearchRepository repository;

    public RepeatabilityTests(Products products)
    {
        repository = new ResearchRepository(products, "MyResearch", copyOf: null);
        repository.Set("OMP_NUM_THREADS", null);
        products.New(repository.Folder, "--skipRestore");
        // Scored on less, or most of the time would go there.
        Replace("Prepare.cs", "Windows = 512;", "Windows = 16;");
        File.Delete(repository.InFolder("corpus/test.txt.gz"));
        Replace("program.md", "- Device: auto", "- Device: cpu");
        Replace("program.md", "- Runs: 4", "- Runs: 1");
        Replace("program.md", "- Training budget: 60 seconds", "- Training budget: 3 steps");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void The_same_code_scores_the_same_to_the_last_bit()
    {
        repository.Tool("init").Succeeds();
        IsTheSameAgain();

        repository.SetProgram("3 steps", "6 K tokens");
        IsTheSameAgain();

        Assert.Equal(["3 steps", "3 steps", "6000 tokens", "6000 tokens"], repository.Ledger().Select(row => row["budget"]));
    }

    // The candidate runs on the seed of the baseline.
    private void IsTheSameAgain()
    {
        repository.AddDeadCode();
        repository.Tool("step").Succeeds();
        var (baseline, candidate) = (repository.Ledger()[^2], repository.Ledger()[^1]);
        Assert.Equal("baseline", baseline["kind"]);
        Assert.Equal(baseline["seeds"], candidate["seeds"]);
        Assert.Equal(baseline["scores"], candidate["scores"]);
        Assert.StartsWith("no difference: ", candidate["reason"], StringComparison.Ordinal);
    }

    private void Replace(string file, string before, string after)
    {
        var path = repository.InFolder(file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }
}
