namespace AutoResearch.Research.Search;

/// <summary>A way to find the next change without a model. Pure: the same state and the same draws give the same idea.</summary>
internal interface ISearchStrategy
{
    /// <summary>One word: <c>direction</c>.</summary>
    string Name { get; }

    /// <summary>The fraction of its ideas that is expected to be kept while nothing is known yet.</summary>
    double ExpectedKept { get; }

    /// <summary>The next change, which was not tried under these conditions yet; null when there is none now.</summary>
    Idea? Suggest(SearchState state);
}
