using AutoResearch.SearchProblems;

namespace AutoResearch.Tests.Search;

/// <summary>What the search promises, over drawn landscapes. Everything is drawn from fixed seeds, so nothing here is up to
/// chance.</summary>
public sealed class SearchSimulationTests
{
    public static TheoryData<string> Landscapes => [.. Landscape.All.Select(landscape => landscape.Name)];

    [Theory]
    [MemberData(nameof(Landscapes))]
    public void The_mixture_gets_further_than_random_turns(string name)
    {
        var landscape = Landscape.All.Single(landscape => landscape.Name == name);
        Assert.InRange(SearchTable.Left(landscape, "mixture"), 0, SearchTable.Left(landscape, "random"));
    }

    [Fact]
    public void Over_all_of_them_it_leaves_less_than_two_thirds_of_what_random_turns_leave() =>
        Assert.InRange(
            Landscape.All.Average(landscape => SearchTable.Left(landscape, "mixture")),
            0,
            2.0 / 3 * Landscape.All.Average(landscape => SearchTable.Left(landscape, "random"))
        );

    [Fact]
    public void What_all_results_together_suggest_gets_further_than_random_turns() =>
        Assert.All(Landscape.All, landscape =>
            Assert.InRange(SearchTable.Left(landscape, "history"), 0, SearchTable.Left(landscape, "random"))
        );

    [Fact]
    public void The_page_shows_what_the_search_does() => GeneratedPage.Check("Search/SIMULATION.md", SearchTable.Render());
}
