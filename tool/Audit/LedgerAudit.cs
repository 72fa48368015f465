using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>
/// Compares everything that is written down about experiments with everything that can be computed again. What does not
/// agree is a finding, and no finding keeps the rest from being looked at. The caller holds the experiment lock.
/// </summary>
internal sealed class LedgerAudit
{
    private const int NoticeEvery = 1000;

    private readonly ResearchWorkspace workspace;
    private readonly IExperimentObserver observer;
    private readonly CancellationToken cancellation;
    private readonly CommitGraph graph;
    private readonly CommittedPrograms programs;
    private readonly AuditExperiment experiments;
    private readonly List<Finding> findings = [];
    private readonly List<AuditNote> notes = [];
    private readonly List<ReproducedScore> scores = [];

    // The experiments that have each problem: one flipped bit of the corpus is in the commit of every later experiment.
    private readonly Dictionary<(string Code, string Problem, string Remedy), List<int>> lockProblems = [];

    public LedgerAudit(ResearchWorkspace workspace, IExperimentObserver observer, CancellationToken cancellation)
    {
        this.workspace = workspace;
        this.observer = observer;
        this.cancellation = cancellation;
        graph = new CommitGraph(workspace.Repository);
        programs = new CommittedPrograms(workspace);
        experiments = new AuditExperiment(workspace, graph, programs);
    }

    /// <summary>Audits one experiment.</summary>
    /// <exception cref="ResearchException">The ledger holds none of that number.</exception>
    public AuditReport One(int number)
    {
        var table = Read();
        var rows = table.Rows.Where(row => row.Number == number).ToList();
        if (rows.Count == 0)
            _ = Restoring.Record(workspace, number);
        Run(table, rows, all: false);
        return Report(rows.Count);
    }

    /// <summary>Audits the whole history.</summary>
    public AuditReport All()
    {
        var table = Read();
        observer.Notice(FormattableString.Invariant($"Auditing {table.Rows.Count} experiments …"));
        Try(null, "refs", () => experiments.RefsWithoutRow(table.Rows));
        Try(null, LedgerBranch.Name, () => LedgerHistory.Check(Watched(graph.LedgerVersions())));
        Try(null, $"{LedgerBranch.Name}:{Ledger.Overview}", () => Overview(table));
        Try(null, $"{LedgerBranch.Name}:experiments", () => Strays(table));
        Run(table, table.Rows, all: true);
        return Report(table.Rows.Count);
    }

    private void Run(LedgerRows table, IReadOnlyList<LedgerRow> rows, bool all)
    {
        if (table.Problem is { } problem)
            findings.Add(Damaged(null, problem));
        Try(null, "the working tree", experiments.WorkTree);
        Try(null, "the research branch", experiments.Tip);
        var chosen = rows.Select(row => row.Number).ToHashSet();
        Try(null, Ledger.Results, () =>
            NumbersAudit.Together(
                NumbersAudit
                    .Check(table.Rows, record => programs.Of(record.Commit))
                    .Where(finding => finding.Experiment is { } number && chosen.Contains(number))
            )
        );
        var merges = new AuditMerges(workspace, graph);
        var records = table.Records;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Problem is { } unreadable)
                findings.Add(Damaged(row.Number, unreadable));
            if (row.Record is not { } record)
                continue;
            Try(row.Number, "its page", () => experiments.Page(table, row));
            Try(row.Number, "its commit", () => experiments.Commit(record));
            Try(row.Number, "its lock", () => Locks(record));
            Try(row.Number, "its merge", () => Merge(merges, record, records));
        }

        findings.AddRange(
            lockProblems.Select(entry => new Finding(
                entry.Key.Code,
                entry.Value[0],
                $"commit of experiment {entry.Value[0]:0000}{Others(entry.Value)}",
                entry.Key.Problem,
                entry.Key.Remedy
            ))
        );
        var weights = new AuditWeights(workspace);
        foreach (var record in rows.Where(row => row.Record is not null).Select(row => row.Record!))
            Try(record.Number, "its score", () => Score(weights, record, all));
    }

    private IEnumerable<Finding> Locks(ExperimentRecord record)
    {
        foreach (var problem in experiments.Lock(record.Commit))
        {
            if (!lockProblems.TryGetValue(problem, out var numbers))
                lockProblems.Add(problem, numbers = []);
            numbers.Add(record.Number);
        }

        return [];
    }

    private IEnumerable<Finding> Merge(AuditMerges merges, ExperimentRecord record, IReadOnlyList<ExperimentRecord> records)
    {
        var (finding, note) = merges.Check(record, records);
        if (note is not null)
            notes.Add(note);
        return finding is null ? [] : [finding];
    }

    private IEnumerable<Finding> Score(AuditWeights weights, ExperimentRecord record, bool all)
    {
        if (!record.Status.IsMerged() || record.Metric is null)
        {
            if (!all)
                notes.Add(
                    new AuditNote(
                        record.Number,
                        $"it is {record.Status.Name()}: only what is kept has weights, so there is no score to reproduce"
                    )
                );
            return [];
        }

        if (weights.Check(record) is { } missing)
            return [missing];
        if (
            !graph.Exists(record.Commit)
            || !graph.Exists(record.Parent)
            || lockProblems.Values.Any(numbers => numbers.Contains(record.Number))
        )
        {
            notes.Add(
                new AuditNote(
                    record.Number,
                    "its score was not reproduced: its commit, its parent or its locked files are not what was measured"
                )
            );
            return [];
        }

        var again = new Reverification(workspace, observer, cancellation).Score(
            record,
            programs.Of(record.Commit),
            WeightsFiles.Of(workspace, record.Number)
        );
        if (again.Problem is { } problem)
            return [Unscored(record, $"its weights cannot be scored: {problem}")];
        // The weights are of one of its runs.
        if (again.Score is { } score && record.Scores.Any(run => Reproduction.Agree(run, score)))
            scores.Add(
                new ReproducedScore(record.Number, record.MetricName, record.Scores.First(run => Reproduction.Agree(run, score)), score)
            );
        else if (again.OtherConditions.Length > 0)
            notes.Add(new AuditNote(record.Number, $"its score was not reproduced here: {again.OtherConditions}"));
        else
            return
            [
                Unscored(
                    record,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the ledger says {record.MetricName} "
                            + $"{string.Join(" and ", record.Scores.Select(run => run.ToString("R", CultureInfo.InvariantCulture)))}, "
                            + $"and its weights score {again.Score:R}"
                    )
                ),
            ];
        return [];
    }

    private static Finding Unscored(ExperimentRecord record, string problem) =>
        new(
            Codes.AuditFailed,
            record.Number,
            $"commit {record.Commit[..12]}",
            problem,
            $"'git log -p {LedgerBranch.Name} -- {Ledger.Results}' shows whether the row was edited. If it was not, do not trust it: "
                + $"measure the change again, as a new experiment."
        );

    // Where a row cannot be read, the overview is not compared: the row would be missing from it, and has a finding of its own.
    private IEnumerable<Finding> Overview(LedgerRows table)
    {
        if (table.Rows.Count == 0 || table.Rows.Any(row => row.Problem is not null))
            return [];
        var name = $"{LedgerBranch.Name}:{Ledger.Overview}";
        return PageAudit
            .Overview(
                ExperimentsPage.Render(table.Records, programs.Of(table.Records[^1].Commit).Metric.Direction),
                workspace.Ledger.ReadFile(Ledger.Overview) ?? ""
            )
            .Select(entry => new Finding(
                Codes.AuditFailed,
                entry.Experiment,
                name,
                entry.Problem,
                "The next experiment writes it anew from the table; check the row there first."
            ));
    }

    private IEnumerable<Finding> Strays(LedgerRows table)
    {
        var known = table.Rows.Select(row => ExperimentPage.FileName(row.Number)).ToHashSet(StringComparer.Ordinal);
        return workspace
            .Ledger.Pages.Where(page => !known.Contains(page))
            .Select(page => new Finding(
                Codes.AuditFailed,
                null,
                $"{LedgerBranch.Name}:{page}",
                "it is a page of no experiment in the table",
                $"'git log {LedgerBranch.Name} -- {page}' shows where it comes from: bring its row back, or take it out."
            ));
    }

    private IEnumerable<LedgerVersion> Watched(IEnumerable<LedgerVersion> versions)
    {
        var seen = 0;
        foreach (var version in versions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (++seen % NoticeEvery == 0)
                observer.Notice(FormattableString.Invariant($"… {seen} commits of {LedgerBranch.Name}"));
            yield return version with
            {
                Page = path => Cancellable(() => version.Page(path)),
            };
        }
    }

    private T Cancellable<T>(Func<T> read)
    {
        cancellation.ThrowIfCancellationRequested();
        return read();
    }

    private LedgerRows Read()
    {
        if (workspace.Ledger.ReadFile(Ledger.Results) is { } text)
            return LedgerRows.Read(text);
        if (workspace.Refs.All().Count > 0)
            findings.Add(Damaged(null, "there is no table, and there are refs of experiments"));
        return new LedgerRows([], [], null);
    }

    private void Try(int? experiment, string where, Func<IEnumerable<Finding>> look)
    {
        try
        {
            findings.AddRange([.. look()]);
        }
        catch (ResearchException exception)
        {
            findings.Add(
                new Finding(exception.Code, experiment, where, exception.Message.TrimEnd('.'), "The rest was audited all the same.")
            );
        }
        catch (Exception exception) when (GitFailure.Is(exception) || exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(
                new Finding(
                    Codes.AuditFailed,
                    experiment,
                    where,
                    $"it cannot be read: {exception.Message}",
                    "'git fsck' names what is damaged; fetch it from a copy."
                )
            );
        }
    }

    private AuditReport Report(int experiments) =>
        new(experiments, [.. findings.OrderBy(finding => finding.Experiment ?? 0)], notes, scores);

    private static Finding Damaged(int? experiment, string problem) =>
        new(
            Codes.LedgerDamaged,
            experiment,
            $"{LedgerBranch.Name}:{Ledger.Results}",
            problem,
            $"'git log -p {LedgerBranch.Name} -- {Ledger.Results}' shows the commit that damaged it: revert that one, or go back to the "
                + $"one before with 'git branch -f {LedgerBranch.Name} <commit>'."
        );

    private static string Others(List<int> numbers) =>
        numbers.Count == 1
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" and of {numbers.Count - 1} more, up to {numbers[^1]:0000}");
}
