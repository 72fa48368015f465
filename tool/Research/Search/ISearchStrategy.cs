namespace AutoResearch.Research.Search;

/// <summary>A way to find the next change without a model. Pure: the same state and the same draws give the same idea.</summary>
internal interface ISearchStrategy
{
    /// <summary>One word: <c>direction</c>.</summary>
    string Name { get; }

    /// <summary>The fraction of its ideas that is expected to be kept while nothing is known yet.</summary>
    double ExpectedKept { get; }

    /// <summary>The next change, which was not tried on this incumbent yet; null when it has none now.</summary>
    Idea? Suggest(SearchState state);
}
