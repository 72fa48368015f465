using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>Whether one row of the ledger agrees with its page, its ref, its commit and that commit's parent and lock.</summary>
internal sealed class AuditExperiment(ResearchWorkspace workspace, CommitGraph graph, CommittedPrograms programs)
{
    private readonly AuditLock locks = new(workspace, graph);
    private readonly IReadOnlyDictionary<int, string> refs = workspace.Refs.All();
    private readonly Func<string, string?> pages = workspace.Ledger.PageReader();

    /// <summary>Refs of experiments that the ledger does not hold.</summary>
    public IEnumerable<Finding> RefsWithoutRow(IReadOnlyList<LedgerRow> rows)
    {
        var known = rows.Select(row => row.Number).ToHashSet();
        // A running experiment has a ref before it has a row; but the caller holds the lock, so nothing runs.
        return refs.Where(entry => !known.Contains(entry.Key))
            .Select(entry => new Finding(
                Codes.AuditFailed,
                entry.Key,
                ExperimentRefs.RefName(entry.Key),
                "it has a ref and no row in the ledger",
                $"If rows were lost, 'git reflog {LedgerBranch.Name}' shows where the ledger stood: git "
                    + $"branch -f {LedgerBranch.Name} <commit>. "
                    + $"If the ledger was taken back on purpose: git update-ref -d {ExperimentRefs.RefName(entry.Key)}."
            ));
    }

    public IEnumerable<Finding> Page(LedgerRows table, LedgerRow row)
    {
        var name = ExperimentPage.FileName(row.Number);
        if (pages(name) is not { } page)
        {
            return
            [
                new Finding(
                    Codes.AuditFailed,
                    row.Number,
                    $"{LedgerBranch.Name}:{name}",
                    "its page is missing",
                    $"'git log --diff-filter=D {LedgerBranch.Name} -- {name}' names the commit that removed it: revert that."
                ),
            ];
        }

        return PageAudit
            .FrontMatter(table.Header, row.Text, page)
            .Select(problem => new Finding(
                Codes.AuditFailed,
                row.Number,
                $"{LedgerBranch.Name}:{Ledger.Results} line {row.Line} and {name}",
                problem,
                $"One of them was edited: 'git log -p {LedgerBranch.Name} -- {name} {Ledger.Results}' shows "
                    + $"by which commit. Revert that one."
            ));
    }

    /// <summary>The ref, the commit and the change. Findings about the lock come from <see cref="Lock"/>.</summary>
    public IEnumerable<Finding> Commit(ExperimentRecord record)
    {
        var name = ExperimentRefs.RefName(record.Number);
        var exists = graph.Exists(record.Commit);
        var restore = exists
            ? $"The commit is still here: git update-ref {name} {record.Commit}."
            : $"The commit is not here any more: fetch it from a copy (git fetch <copy> '{name}:{name}').";
        if (!refs.TryGetValue(record.Number, out var target))
            yield return new Finding(Codes.AuditFailed, record.Number, name, "its ref is gone", restore);
        else if (target != record.Commit)
            yield return new Finding(
                Codes.AuditFailed,
                record.Number,
                name,
                $"its ref points to {Short(target)}, and the ledger says {Short(record.Commit)}",
                restore
            );
        else if (!exists)
            yield return new Finding(
                Codes.AuditFailed,
                record.Number,
                $"commit {Short(record.Commit)}",
                "its commit is not in this repository",
                restore
            );
        if (!exists)
            yield break;
        if (!record.IsBaseline)
        {
            foreach (var problem in Change(record))
                yield return new Finding(
                    Codes.AuditFailed,
                    record.Number,
                    $"commit {Short(record.Commit)}",
                    problem,
                    "Its score was not measured by the rules of its parent: do not build on it. "
                        + $"'git show {Short(record.Commit)}' shows the change."
                );
        }

        if (
            workspace.Repository.Commits.ReadText(record.Commit, LockFile.FileName) is { } text
            && ResearchWorkspace.LockId(text) != record.Conditions.Lock
        )
        {
            yield return new Finding(
                Codes.AuditFailed,
                record.Number,
                $"commit {Short(record.Commit)}",
                $"its {LockFile.FileName} is {ResearchWorkspace.LockId(text)}, and the ledger says {record.Conditions.Lock}",
                $"The row or the commit is not the one that was measured: 'git log -p "
                    + $"{LedgerBranch.Name} -- {Ledger.Results}' shows whether the row was edited."
            );
        }
    }

    /// <summary>What is wrong with the locked files of a commit.</summary>
    public IReadOnlyList<(string Code, string Problem, string Remedy)> Lock(string commit) =>
        graph.Exists(commit) ? locks.Check(commit, programs.Of(commit)) : [];

    /// <summary>What is wrong with the locked files that the next experiment would be measured with.</summary>
    public IEnumerable<Finding> Tip() =>
        workspace.Repository.IsUnborn
            ? []
            : Lock(workspace.Repository.HeadCommit)
                .Select(problem => new Finding(
                    problem.Code,
                    null,
                    $"the tip of {workspace.Repository.Branch}",
                    problem.Problem,
                    problem.Remedy
                ));

    public IEnumerable<Finding> WorkTree() => locks.CheckWorkTree(programs.Now());

    private IEnumerable<string> Change(ExperimentRecord record)
    {
        var parents = graph.Parents(record.Commit);
        if (parents.Count != 1 || parents[0] != record.Parent)
        {
            yield return $"its parent is {(parents.Count == 0 ? "none" : string.Join(" and ", parents.Select(Short)))}, and the ledger "
                + $"says {Short(record.Parent)}";
            yield break;
        }

        if (!graph.Exists(record.Parent))
        {
            yield return $"its parent {Short(record.Parent)} is not in this repository";
            yield break;
        }

        // Judged by the rules that held when it was made, not by those that it brought along.
        var editable = programs.Of(record.Parent).Editable;
        foreach (
            var file in workspace.Repository.Commits.ChangedPaths(record.Parent, record.Commit).Except(editable, StringComparer.Ordinal)
        )
            yield return $"it changes {file}, and an experiment may change only {string.Join(", ", editable)}";
    }

    private static string Short(string commit) => commit.Length > 12 ? commit[..12] : commit;
}
