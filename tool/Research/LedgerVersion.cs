namespace AutoResearch.Research;

/// <summary>The ledger as one commit of its branch left it.</summary>
/// <param name="Commit">40 hexadecimal digits.</param>
/// <param name="TableBytes">The size of results.tsv; 0 when the commit has none.</param>
/// <param name="ReadTable">Reads the text of results.tsv; null when the commit has none. A table of thousands of rows is dear to read for each of them.</param>
/// <param name="Pages">The pages that differ from the commit before: the new content's id by path, null for a page that is gone.</param>
internal sealed record LedgerVersion(string Commit, long TableBytes, Func<string?> ReadTable, IReadOnlyDictionary<string, string?> Pages);
