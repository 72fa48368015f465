using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;

namespace AutoResearch.Workspace;

/// <summary>What has been tried: the branch <c>autoresearch/log</c>, and its mirror in the working tree.</summary>
internal sealed class Ledger(GitRepository repository)
{
    public const string Results = "results.tsv";
    public const string Overview = "experiments.md";
    public const string Report = "report.html";

    // Only on the branch, not mirrored and on no page: who proposes the next change is not shown it.
    private const string HeldOutScores = "held-out.tsv";

    /// <summary>What the mirror writes into the working tree, as git's ignore patterns.</summary>
    public static readonly IReadOnlyList<string> MirroredPaths = ["/" + Results, "/" + Overview, "/" + Report, "/experiments/"];

    private readonly LedgerBranch branch = new(repository);
    private IReadOnlyList<ExperimentRecord>? records;
    private IReadOnlyDictionary<int, double>? heldOut;

    /// <summary>The commit that the branch points to; null where there is no ledger yet.</summary>
    public string? Commit => branch.TipCommit;

    /// <summary>Every experiment, in order.</summary>
    /// <exception cref="ResearchException">The table on the branch is damaged.</exception>
    public IReadOnlyList<ExperimentRecord> Records => records ??= Load();

    public bool Contains(int number) => number <= Records.Count;

    /// <summary>The number of the next experiment.</summary>
    public int Next => Records.Count + 1;

    /// <summary>The page of one experiment.</summary>
    public string? Page(int number) => branch.Read(ExperimentPage.FileName(number));

    /// <summary>Reads pages as they are now, by the path of each; faster than <see cref="Page"/> for many pages.</summary>
    public Func<string, string?> PageReader() => branch.Reader("experiments");

    /// <summary>The text of a file on the branch, or null.</summary>
    public string? ReadFile(string path) => branch.Read(path);

    /// <summary>The paths of all pages.</summary>
    public IReadOnlyList<string> Pages => branch.Files("experiments");

    /// <summary>What kept experiments scored on the held-out split, by number.</summary>
    public IReadOnlyDictionary<int, double> HeldOut => heldOut ??= HeldOutTable.Parse(branch.Read(HeldOutScores) ?? "");

    /// <summary>Adds an experiment; the branch moves in one step or not at all.</summary>
    /// <param name="direction">Which way the metric is better.</param>
    /// <param name="heldOutScore">Its score on the held-out split, if it was kept and there is one.</param>
    public void Append(ExperimentRecord record, string diff, Direction direction, double? heldOutScore = null)
    {
        var table = branch.Read(Results) ?? ResultsTable.Header(record.MetricName);
        IReadOnlyList<ExperimentRecord> all = [.. Records, record];
        var files = new Dictionary<string, string>
        {
            [Results] = table + ResultsTable.Row(record),
            [Overview] = ExperimentsPage.Render(all, direction),
            [ExperimentPage.FileName(record.Number)] = ExperimentPage.Render(
                record,
                diff,
                direction,
                Neighbours.ByKnobs(record.Knobs, Records.Where(earlier => earlier.Conditions == record.Conditions))
            ),
        };
        var mirrored = files.ToList();
        if (heldOutScore is { } score)
        {
            files[HeldOutScores] = (branch.Read(HeldOutScores) ?? HeldOutTable.Header) + HeldOutTable.Row(record.Number, score);
            heldOut = null;
        }

        branch.Commit(files, $"{record.Number:0000} {record.Status.Name()}: {ResultsColumns.Cell(record.Description)}");
        records = all;
        foreach (var (path, text) in mirrored)
            Mirror(path, text);
    }

    /// <summary>The last commit that this ledger and another one have in common; null where there is none.</summary>
    public string? MergeBase(string other) => branch.MergeBase(other);

    /// <summary>The copy of a remote's ledger that git fetched with its branches; null where there is none.</summary>
    public (string Remote, string Commit)? OfRemote() => branch.OfRemote();

    /// <summary>Makes the ledger what a commit has, and the mirror with it.</summary>
    /// <param name="changed">The numbers of the experiments whose pages are new.</param>
    public void MoveTo(string commit, IReadOnlyCollection<int> changed)
    {
        branch.MoveTo(commit);
        records = null;
        heldOut = null;
        foreach (var path in (string[])[Results, Overview, .. changed.Select(ExperimentPage.FileName)])
        {
            if (branch.Read(path) is { } text)
                Mirror(path, text);
        }
    }

    /// <summary>Adds rows of this ledger, renumbered, to another one.</summary>
    /// <param name="onto">The commit of the other one.</param>
    /// <param name="published">Its table.</param>
    /// <param name="direction">Which way the metric is better.</param>
    /// <returns>The commit of the joined ledger; no branch was moved.</returns>
    public string Join(string onto, string published, LedgerJoin join, Direction direction)
    {
        var numbers = join.Moved.ToDictionary(row => row.From, row => row.To);
        var (tip, table) = (onto, published);
        var heldOutTable = repository.Commits.ReadText(onto, HeldOutScores) ?? HeldOutTable.Header;
        foreach (var row in join.Moved)
        {
            table += row.Row;
            var all = ResultsTable.Parse(table);
            var files = new Dictionary<string, string> { [Results] = table };
            if (Page(row.From) is { } page)
                files[ExperimentPage.FileName(row.To)] = PageNumbers.Change(page, row.From, numbers);
            if (HeldOut.TryGetValue(row.From, out var score))
                files[HeldOutScores] = heldOutTable += HeldOutTable.Row(row.To, score);
            if (row == join.Moved[^1])
                files[Overview] = ExperimentsPage.Render(all, direction);
            tip = branch.CommitOn(tip, files, $"{row.To:0000} {all[^1].Status.Name()}: {ResultsColumns.Cell(all[^1].Description)}");
        }

        return tip;
    }

    /// <summary>Writes the mirror of the whole ledger anew, where it is missing.</summary>
    public void RestoreMirror()
    {
        foreach (var path in (string[])[Results, Overview])
        {
            if (branch.Read(path) is { } text && !File.Exists(Path.Combine(repository.WorkTree, path)))
                Mirror(path, text);
        }
    }

    /// <summary>Writes the overview of all experiments into the working tree anew, whatever stands there.</summary>
    public void MirrorOverview() => Mirror(Overview, branch.Read(Overview) ?? "");

    private void Mirror(string path, string text)
    {
        var file = Path.Combine(repository.WorkTree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private IReadOnlyList<ExperimentRecord> Load()
    {
        if (branch.Read(Results) is not { } text)
            return [];
        try
        {
            return ResultsTable.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ResearchException(
                Codes.LedgerDamaged,
                $"The ledger is damaged: in {LedgerBranch.Name}:{Results}, {exception.Message}. 'git log "
                    + $"{LedgerBranch.Name}' shows its history; "
                    + $"go back to the last good commit with 'git branch -f {LedgerBranch.Name} <commit>'.",
                exception
            );
        }
    }
}
