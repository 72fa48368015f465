using AutoResearch.Repository;
using AutoResearch.Research.Novelty;
using AutoResearch.Research.Search;

namespace AutoResearch.Loop;

/// <summary>What a candidate is, as code.</summary>
/// <param name="Code">Hash of the normal form of its editable files.</param>
/// <param name="Knobs">Those it turned, against its parent.</param>
internal sealed record CodeChange(string Code, IReadOnlyList<KnobChange> Knobs)
{
    public static CodeChange Of(Commits commits, string parent, string candidate, IReadOnlyList<string> editable)
    {
        var before = Read(commits, parent, editable);
        var after = Read(commits, candidate, editable);
        return new CodeChange(NormalForm.Hash(after), [.. after.Where(file => before.ContainsKey(file.Key)).SelectMany(file => KnobChange.Between(before[file.Key], file.Value))]);
    }

    /// <summary>The editable files of a commit: text by path.</summary>
    public static IReadOnlyDictionary<string, string> Read(Commits commits, string commit, IReadOnlyList<string> editable) =>
        editable.Select(path => (Path: path, Text: commits.ReadText(commit, path))).Where(file => file.Text is not null).ToDictionary(file => file.Path, file => file.Text!, StringComparer.Ordinal);
}
