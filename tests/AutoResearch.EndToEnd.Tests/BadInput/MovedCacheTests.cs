using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>A user who moves the cache, and then moves it back.</summary>
public sealed class MovedCacheTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_candidate_is_built_from_its_own_files_and_not_from_what_lies_in_the_old_cache()
    {
        var folder = repository.Cache;
        foreach (var (cache, rate) in ((string, string)[])[(folder, "0.01"), (folder + "-moved", "0.02")])
        {
            repository.Set("AUTORESEARCH_CACHE", cache);
            repository.Edit("LearningRate = 1;", $"LearningRate = {rate};");
            Assert.Equal("discarded", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        }

        repository.Set("AUTORESEARCH_CACHE", folder);
        repository.Improve();
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
    }
}
