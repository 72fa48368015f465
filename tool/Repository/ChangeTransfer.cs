using System.Text;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>What became of a change that was taken over onto another commit.</summary>
/// <param name="Tree">Null where it conflicts.</param>
/// <param name="IsEmpty">It changes nothing there.</param>
internal readonly record struct Transferred(Tree? Tree, bool IsEmpty);

/// <summary>Takes the change of a candidate over onto another commit: of its files, only those that an experiment may change.</summary>
internal sealed class ChangeTransfer(GitRepository repository)
{
    private static readonly CompareOptions NoContext = new() { ContextLines = 0, InterhunkLines = 0 };

    private LibGit2Sharp.Repository Git => repository.Git;

    /// <summary>As git does it: three-way, with the candidate's parent as the common ancestor.</summary>
    public Transferred CherryPick(KeptChange change, Commit onto)
    {
        var merged = Git.ObjectDatabase.CherryPickCommit(Git.Lookup<Commit>(change.Commit), onto, 0, new MergeTreeOptions());
        return merged.Status == MergeTreeStatus.Conflicts
            ? new Transferred(null, false)
            : Take(change, onto, (file, _) => merged.Tree[file]?.Target as Blob);
    }

    /// <summary>Line by line: changes of neighbouring lines do not conflict.</summary>
    public Transferred ByLine(KeptChange change, Commit onto)
    {
        var conflicts = false;
        var transferred = Take(change, onto, (file, parent) =>
        {
            var merged = Merge(
                parent[file]?.Target as Blob,
                onto[file]?.Target as Blob,
                Git.Lookup<Commit>(change.Commit)[file]?.Target as Blob
            );
            conflicts |= merged is null;
            return merged;
        });
        return conflicts ? new Transferred(null, false) : transferred;
    }

    /// <summary>The texts that a candidate's change makes of the editable files of another commit.</summary>
    /// <param name="onto">The other commit.</param>
    /// <returns>The files that differ there, by path; null where the change conflicts.</returns>
    public IReadOnlyDictionary<string, string>? Texts(string candidate, IReadOnlyList<string> editable, string onto)
    {
        var target = Git.Lookup<Commit>(onto);
        if (ByLine(new KeptChange(0, candidate, "", editable, "", default), target).Tree is not { } tree)
            return null;
        return editable
            .Where(file => tree[file]?.Target is Blob blob && blob.Sha != target[file]?.Target.Sha)
            .ToDictionary(file => file, file => ((Blob)tree[file].Target).GetContentText(), StringComparer.Ordinal);
    }

    private Transferred Take(KeptChange change, Commit onto, Func<string, Commit, Blob?> content)
    {
        var candidate = Git.Lookup<Commit>(change.Commit);
        var parent = candidate.Parents.Single();
        var definition = TreeDefinition.From(onto);
        foreach (var file in change.Editable.Where(file => candidate[file]?.Target.Sha != parent[file]?.Target.Sha))
        {
            if (content(file, parent) is { } blob)
                definition.Add(file, blob, onto[file]?.Mode ?? candidate[file]?.Mode ?? Mode.NonExecutableFile);
            else
                definition.Remove(file);
        }

        var tree = Git.ObjectDatabase.CreateTree(definition);
        return new Transferred(tree, tree.Sha == onto.Tree.Sha);
    }

    private Blob? Merge(Blob? ancestor, Blob? our, Blob? their)
    {
        if (ancestor is null || our is null || their is null || ancestor.IsBinary || our.IsBinary || their.IsBinary)
            return null;
        var merged = LineMerge.Merge(Text(ancestor), Text(our), Hunks(ancestor, our), Text(their), Hunks(ancestor, their));
        if (merged is null)
            return null;
        using var content = new MemoryStream(Encoding.Latin1.GetBytes(merged));
        return Git.ObjectDatabase.CreateBlob(content);
    }

    private IReadOnlyList<Hunk> Hunks(Blob from, Blob to) => LineMerge.Hunks(Git.Diff.Compare(from, to, NoContext).Patch);

    // Latin-1 has one character for each byte, so every byte comes out as it went in.
    private static string Text(Blob blob)
    {
        using var content = blob.GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
