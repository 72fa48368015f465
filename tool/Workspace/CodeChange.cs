using AutoResearch.Repository;
using AutoResearch.Research.Novelty;
using AutoResearch.Research.Search;

namespace AutoResearch.Workspace;

/// <summary>What a candidate is, as code.</summary>
/// <param name="Code">Hash of the normal form of its editable files.</param>
/// <param name="Knobs">The knobs that have another value than in its parent.</param>
/// <param name="IsNothing">True where only comments, formatting and names differ from its parent.</param>
internal sealed record CodeChange(string Code, IReadOnlyList<KnobChange> Knobs, bool IsNothing)
{
    /// <summary>For what is no candidate.</summary>
    public static readonly Task<CodeChange> None = Task.FromResult(new CodeChange("", [], false));

    /// <summary>Reads both commits, then compares them on another thread: parsing is slow in a fresh process, and the caller waits for the
    /// compiler meanwhile.</summary>
    public static Task<CodeChange> Begin(Commits commits, string parent, string candidate, IReadOnlyList<string> editable)
    {
        var before = Read(commits, parent, editable);
        var after = Read(commits, candidate, editable);
        return Task.Run(() => Between(before, after));
    }

    /// <summary>The editable files of a commit: text by path.</summary>
    public static IReadOnlyDictionary<string, string> Read(Commits commits, string commit, IReadOnlyList<string> editable) =>
        editable
            .Select(path => (Path: path, Text: commits.ReadText(commit, path)))
            .Where(file => file.Text is not null)
            .ToDictionary(file => file.Path, file => file.Text!, StringComparer.Ordinal);

    private static CodeChange Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var code = NormalForm.Hash(after);
        return new CodeChange(
            code,
            [.. after.Where(file => before.ContainsKey(file.Key)).SelectMany(file => KnobChange.Between(before[file.Key], file.Value))],
            code == NormalForm.Hash(before)
        );
    }
}
