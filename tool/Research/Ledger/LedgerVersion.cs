namespace AutoResearch.Research.Ledger;

/// <summary>The ledger as one commit of its branch left it. What is expensive to read for thousands of commits is read only on
/// demand.</summary>
/// <param name="Commit">40 hexadecimal digits.</param>
/// <param name="TableBytes">The size of results.tsv; 0 when the commit has none.</param>
/// <param name="ReadTable">Reads the text of results.tsv; null when the commit has none.</param>
/// <param name="Page">The id of a page's content, by its path; null when the commit has no such page.</param>
/// <param name="ReadChanges">The pages that differ from the commit before: the new content's id by path, null for a page that is
/// gone.</param>
internal sealed record LedgerVersion(
    string Commit,
    long TableBytes,
    Func<string?> ReadTable,
    Func<string, string?> Page,
    Func<IReadOnlyDictionary<string, string?>> ReadChanges
);
