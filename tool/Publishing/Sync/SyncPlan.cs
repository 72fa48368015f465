using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>What a sync is going to do here.</summary>
/// <param name="Pending">Null where nothing changes.</param>
/// <param name="Common">The rows that both ledgers had before.</param>
internal sealed record Planned(PendingSync? Pending, IReadOnlyList<Renumbered> Renumbered, int Common);

/// <summary>Works out what a sync with a remote makes of this repository's ledger. It only reads, and makes commits that nothing points
/// to yet.</summary>
/// <param name="remote">The remote's name.</param>
/// <param name="there">What it holds; its objects are here.</param>
internal sealed class SyncPlan(ResearchWorkspace workspace, string remote, RemoteRefs there)
{
    private readonly Commits commits = workspace.Repository.Commits;
    private readonly CommittedPrograms programs = new(workspace);

    /// <param name="setAside">Takes the remote's ledger as it is where the two cannot be joined.</param>
    /// <exception cref="ResearchException">They cannot be joined; the message says why, and the ways out.</exception>
    public Planned Of(bool setAside)
    {
        if (there.Ledger is not { } theirs)
            return new Planned(null, [], 0);
        if (workspace.Ledger.Commit is not { } mine)
            return Forward(theirs, Table(theirs), 0);
        if (workspace.Ledger.MergeBase(theirs) is not { } common)
            return setAside ? SetAside(theirs, mine, 0) : throw Unrelated();
        var (here, published) = (Table(mine), Table(theirs));
        if (common == theirs)
            return Forward(mine, published, Count(published));
        if (common == mine && LedgerJoin.Continues(here, published))
            return Forward(theirs, published, Count(here));
        var before = Table(common);
        var join = LedgerJoin.Of(before, here, published, record => programs.Of(record.Commit));
        if (join.Problem is null)
            return Joined(theirs, mine, published, join, Count(before));
        return setAside ? SetAside(theirs, mine, Count(before)) : throw Parted(join.Problem);
    }

    // One of the two ledgers continues the other: the longer one becomes the ledger, and the commits that the remote has come with it.
    private Planned Forward(string ledger, string published, int common)
    {
        var refs = Theirs(published);
        var changed = ResultsTable.Parse(published).Skip(common).Select(record => record.Number);
        var isThere = ledger == workspace.Ledger.Commit && refs.Count == 0;
        return new Planned(isThere ? null : new PendingSync(ledger, refs, [], [.. changed]), [], common);
    }

    private Planned Joined(string theirs, string mine, string published, LedgerJoin join, int common)
    {
        var ledger = workspace.Ledger.Join(theirs, published, join, workspace.Program.Metric.Direction);
        var refs = Theirs(published);
        refs[ExperimentRefs.ReplacedName("log", mine)] = mine;
        var files = new List<MovedFile>();
        // The highest first: each moves to a place that is free by then.
        foreach (var row in join.Moved.Reverse())
        {
            var record = workspace.Ledger.Records[row.From - 1];
            refs[ExperimentRefs.RefName(row.To)] = record.Commit;
            if (record.Weights is { } hash && row.From != row.To)
            {
                files.Add(new MovedFile(WeightsFiles.Of(workspace, row.From), WeightsFiles.Of(workspace, row.To), hash));
            }
        }

        var last = Count(published) + join.Moved.Count;
        var renumbered = join.Moved.Where(row => row.From != row.To).Select(row => new Renumbered(row.From, row.To));
        var pending = new PendingSync(ledger, refs, files, [.. Enumerable.Range(common + 1, last - common)]);
        return new Planned(pending, [.. renumbered], common);
    }

    private Planned SetAside(string theirs, string mine, int common)
    {
        var published = Table(theirs);
        var given = workspace.Ledger.Records.Skip(common).ToList();
        var refs = new Dictionary<string, string?>(StringComparer.Ordinal) { [ExperimentRefs.ReplacedName("log", mine)] = mine };
        var files = new List<MovedFile>();
        foreach (var record in given)
        {
            refs[ExperimentRefs.ReplacedName($"{record.Number:0000}", record.Commit)] = record.Commit;
            refs[ExperimentRefs.RefName(record.Number)] = null;
            var weights = WeightsFiles.Of(workspace, record.Number);
            if (record.Weights is { } hash)
            {
                var aside = Path.ChangeExtension(weights, null) + $"-{record.Commit[..12]}" + Path.GetExtension(weights);
                files.Add(new MovedFile(weights, aside, hash));
            }
        }

        foreach (var (name, id) in Theirs(published))
            refs[name] = id;
        var last = Math.Max(Count(published), workspace.Ledger.Records.Count);
        var pending = new PendingSync(theirs, refs, files, [.. Enumerable.Range(common + 1, last - common)]);
        return new Planned(pending, [.. given.Select(record => new Renumbered(record.Number, null))], common);
    }

    // Takes only refs whose commit is in the row: any other is left over from a push that was cut off, or was not made by this tool.
    private Dictionary<string, string?> Theirs(string table)
    {
        var refs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var record in ResultsTable.Parse(table))
        {
            if (there.Experiments.GetValueOrDefault(record.Number) == record.Commit && workspace.Refs.Find(record.Number) != record.Commit)
                refs[ExperimentRefs.RefName(record.Number)] = record.Commit;
        }

        return refs;
    }

    private string Table(string commit) =>
        commits.ReadText(commit, Ledger.Results)
        ?? throw new ResearchException(
            Codes.LedgersUnrelated,
            $"The branch {LedgerBranch.Name} of {remote} has no {Ledger.Results}: it is no ledger. Rename "
                + $"it there, then run the command again."
        );

    private static int Count(string table) => ResultsTable.Parse(table).Count;

    private ResearchException Unrelated() =>
        new(
            Codes.LedgersUnrelated,
            $"The ledger here and that of {remote} have nothing in common: both begin at 0001. Nothing was changed. To go on with the "
                + $"one of {remote}: "
                + $"dotnet autoresearch sync {remote} --set-aside. The experiments of here then leave the ledger, and their commits stay "
                + $"under refs/autoresearch/replaced. "
                + "To keep both, push this one to another remote."
        );

    private ResearchException Parted(string problem) =>
        new(
            Codes.LedgersParted,
            $"This repository and {remote} both recorded experiments, and these cannot be joined: {problem}. Nothing was changed. "
                + $"To go on with the ledger of {remote}: dotnet autoresearch sync {remote} --set-aside. What is not published then "
                + $"leaves the ledger, its commits stay under "
                + "refs/autoresearch/replaced, and each can be tried again: git restore --source <ref> "
                + "<file>, then dotnet autoresearch step."
        );
}
