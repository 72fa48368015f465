using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>Shorter code that scores the same is kept as simplified.</summary>
public sealed class SimplifyingTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products, AimProject.Name, copyOf: null);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_is_merged_and_its_verdict_says_how_much_shorter_it_is()
    {
        AimProject.Scaffold(products, repository.Folder);
        repository.Tool("init").Succeeds();
        repository.Edit("[Knob(0, 1)] private const double Spread", "private const double Spread");

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal("simplified", step.GetProperty("status").GetString());
        Assert.Matches(
            @"^as good and shorter: (9|10)\.\d{4} against (9|10)\.\d{4} \(0\.00 %\), the same on each of 3 seeds, 8 tokens less; noise "
                + @"0\.\d{4}$",
            step.GetProperty("reason").GetString()
        );
        Assert.Equal(repository.Experiment(2)["commit"], repository.Head);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }
}
