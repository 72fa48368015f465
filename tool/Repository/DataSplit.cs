using AutoResearch.Research;

namespace AutoResearch.Repository;

/// <summary>
/// A split of the data as a commit holds it. What a model is scored on comes from the locked commit, never from a folder that
/// somebody could have written to.
/// </summary>
internal sealed class DataSplit
{
    private const string Folder = "corpus";

    private readonly Commits commits;
    private readonly string commit;
    private readonly string path;

    private DataSplit(Commits commits, string commit, string path)
    {
        this.commits = commits;
        this.commit = commit;
        this.path = path;
    }

    public bool Compressed => Corpus.IsCompressed(path);

    /// <summary>The split that candidates are compared on.</summary>
    /// <exception cref="ResearchException">The commit has none, or more than one.</exception>
    public static DataSplit Validation(GitRepository repository, string commit) =>
        Find(repository, commit, Corpus.Validation)
        ?? throw new ResearchException(
            Codes.Corpus,
            $"{Folder}/ of commit {commit[..12]} holds no file {Corpus.Validation}.*, and one is needed to score on. "
                + "Add it, commit it, and lock it: 'dotnet autoresearch lock'."
        );

    /// <summary>The split that only what would be kept is scored on; null where the commit has none.</summary>
    /// <exception cref="ResearchException">The commit has more than one.</exception>
    public static DataSplit? HeldOut(GitRepository repository, string commit) => Find(repository, commit, Corpus.Test);

    private static DataSplit? Find(GitRepository repository, string commit, string name)
    {
        var commits = repository.Commits;
        var files = commits.FileNames(commit, Folder).Where(file => file.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        return files.Count switch
        {
            0 => null,
            1 => new DataSplit(commits, commit, $"{Folder}/{files[0]}"),
            _ => throw new ResearchException(
                Codes.Corpus,
                $"{Folder}/ of commit {commit[..12]} holds {files.Count} files named {name}.*: {string.Join(", ", files)}. "
                    + "Leave one of them, and lock it: 'dotnet autoresearch lock'."
            ),
        };
    }

    public (Stream Content, long Length) OpenRead() => commits.OpenRead(commit, path);
}
