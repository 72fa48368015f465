namespace AutoResearch.Research;

/// <summary>The ledger as one commit of its branch left it.</summary>
/// <param name="Commit">40 hexadecimal digits.</param>
/// <param name="Table">The text of results.tsv; null when the commit has none.</param>
/// <param name="Pages">The pages that differ from the commit before: the new content's id by path, null for a page that is gone.</param>
internal sealed record LedgerVersion(string Commit, string? Table, IReadOnlyDictionary<string, string?> Pages);
