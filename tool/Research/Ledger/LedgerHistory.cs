using System.Text;

namespace AutoResearch.Research.Ledger;

/// <summary>
/// Whether the ledger only ever grew. Each commit of its branch adds one row at the end and one page, and leaves what is
/// there alone. What was altered and put back since is as good as untouched.
/// </summary>
internal sealed class LedgerHistory
{
    private const string Branch = "autoresearch/log";
    private const string Table = Branch + ":results.tsv";
    private const int NumberColumn = 5;

    private readonly List<Line> lines = [];
    private readonly Dictionary<string, Line> pages = new(StringComparer.Ordinal);
    private readonly List<Finding> batches = [];
    private string text = "";
    private int length;

    /// <summary>What is wrong with a history, oldest version first; empty when nothing is.</summary>
    public static IReadOnlyList<Finding> Check(IEnumerable<LedgerVersion> versions)
    {
        var all = versions.ToList();
        if (GrewByOneRow(all))
            return [];
        var history = new LedgerHistory();
        foreach (var version in all)
        {
            history.Add(version);
            history.AddPages(version);
        }

        return [.. history.Altered(), .. history.batches, .. history.AlteredPages()];
    }

    private void Add(LedgerVersion version)
    {
        var table = version.ReadTable() ?? "";
        var known = lines.Count;
        // The honest case, in which only the new row is parsed: a ledger of thousands is walked commit by commit.
        if ((text.Length == 0 || text.EndsWith('\n')) && table.StartsWith(text, StringComparison.Ordinal))
            Write(length, Rows(table[text.Length..]), version.Commit);
        else
            Replace(Rows(table), version.Commit);
        text = table;
        var first = Math.Max(known, 1);
        if (lines.Count - first > 1)
        {
            batches.Add(
                Wrong(
                    first,
                    first,
                    lines.Count - 1,
                    $"{Named(first, lines.Count - 1)} were added at once by commit {version.Commit[..12]}, and an experiment adds one",
                    $"'git show {version.Commit[..12]}' shows it. Take a row that no experiment wrote out again: git worktree add "
                        + $"../ledger {Branch}, git -C ../ledger revert {version.Commit[..12]}."
                )
            );
        }
    }

    // The honest case: each commit made the table longer by exactly the row that stands there now, and wrote that row's page as it is now.
    // A row that was later altered to one of the same length is found elsewhere: it disagrees with its page. This reads only two tables
    // and, for each commit, the id of one page. Reading the pages that each commit changed would take as many times longer as there are
    // experiments.
    private static bool GrewByOneRow(List<LedgerVersion> versions)
    {
        if (
            versions.Count == 0
            || versions[^1].ReadTable() is not { } last
            || versions[0].ReadTable() is not { } first
            || !last.StartsWith(first, StringComparison.Ordinal)
        )
            return false;
        var rows = Rows(last);
        var before = Rows(first).Length;
        if (!last.EndsWith('\n') || before is 0 or > 2 || rows.Length != versions.Count + before - 1)
            return false;
        var size = versions[0].TableBytes;
        for (var i = 0; i < versions.Count; i++)
        {
            var row = rows[before + i - 1];
            if (i > 0)
                size += Encoding.UTF8.GetByteCount(row) + 1;
            // The first commit may have made the table without a row.
            if (versions[i].TableBytes != size || (before + i > 1 && !HasItsPage(versions[i], row, versions[^1])))
                return false;
        }

        return true;
    }

    private static bool HasItsPage(LedgerVersion version, string row, LedgerVersion last)
    {
        var path = $"experiments/{Number(row)}.md";
        return version.Page(path) is { } written && written == last.Page(path);
    }

    private void AddPages(LedgerVersion version)
    {
        foreach (var (path, content) in version.ReadChanges())
        {
            if (pages.TryGetValue(path, out var page))
                page.Set(content, version.Commit);
            else
                pages.Add(path, new Line(content, version.Commit));
        }
    }

    // Sets the rows from an index on; earlier rows did not change.
    private void Write(int from, string[] added, string commit)
    {
        for (var i = 0; i < added.Length; i++)
        {
            if (from + i < lines.Count)
                lines[from + i].Set(added[i], commit);
            else
                lines.Add(new Line(added[i], commit));
        }

        length = from + added.Length;
    }

    private void Replace(string[] rows, string commit)
    {
        Write(0, rows, commit);
        foreach (var gone in lines.Skip(rows.Length))
            gone.Set(null, commit);
    }

    private IEnumerable<Finding> Altered()
    {
        for (var first = 0; first < lines.Count; first++)
        {
            if (!lines[first].IsAltered)
                continue;
            var last = first;
            // A row that was taken out moves all that follow: that is one finding, not one for each.
            while (lines[first].IsMoved && last + 1 < lines.Count && lines[last + 1].IsMoved && lines[last + 1].By == lines[first].By)
                last++;
            yield return Describe(first, last);
            first = last;
        }
    }

    private Finding Describe(int first, int last)
    {
        var line = lines[first];
        var by = $"by commit {line.By[..12]}, after the experiment had written it";
        var what =
            first == 0 ? $"the header was altered {by}"
            : last > first ? $"{Named(first, last)} were moved or removed by commit {line.By[..12]}, after the experiments had written them"
            : line.Current is null ? $"its row was removed {by}"
            : $"its row was altered {by}: {Difference(line)}";
        return Wrong(
            first,
            first,
            last,
            what,
            $"'git show {line.By[..12]}' shows the edit. Undo it: git worktree add ../ledger {Branch}, git -C ../ledger revert "
                + $"{line.By[..12]}. The row as it was is in commit {line.Since[..12]}."
        );
    }

    private string Difference(Line line)
    {
        var names = lines[0].Original!.Split('\t');
        var before = line.Original!.Split('\t');
        var after = line.Current!.Split('\t');
        var changed = Enumerable
            .Range(0, Math.Min(before.Length, after.Length))
            .Where(i => before[i] != after[i])
            .Select(i => $"{(i < names.Length ? names[i] : $"column {i + 1}")} was '{before[i]}' and is '{after[i]}'")
            .ToList();
        if (before.Length != after.Length)
            changed.Add($"{before.Length} columns became {after.Length}");
        return string.Join(", ", changed);
    }

    private IEnumerable<Finding> AlteredPages() =>
        pages
            .Where(page => page.Value.IsAltered)
            .OrderBy(page => page.Key, StringComparer.Ordinal)
            .Select(page => new Finding(
                Codes.AuditFailed,
                null,
                $"{Branch}:{page.Key}",
                $"the page was {(page.Value.Current is null ? "removed" : "altered")} by commit {page.Value.By[..12]}, after the "
                    + $"experiment had written it",
                $"'git show {page.Value.By[..12]}' shows the edit. Undo it: git worktree add ../ledger {Branch}, git -C ../ledger "
                    + $"checkout {page.Value.Since[..12]} -- {page.Key}, and commit."
            ));

    private static Finding Wrong(int experiment, int first, int last, string problem, string remedy) =>
        new(
            Codes.AuditFailed,
            experiment == 0 ? null : experiment,
            last > first ? $"{Table} lines {first + 1} to {last + 1}" : $"{Table} line {first + 1}",
            problem,
            remedy
        );

    private static string Named(int first, int last) => FormattableString.Invariant($"the rows of experiments {first:0000} to {last:0000}");

    private static string Number(string row) => row.Split('\t').ElementAtOrDefault(NumberColumn) ?? "";

    // A last line that is cut off is a line, too.
    private static string[] Rows(string table)
    {
        if (table.Length == 0)
            return [];
        return (table.EndsWith('\n') ? table[..^1] : table).Split('\n');
    }

    /// <summary>A row or a page: as it was written first, and as it is now.</summary>
    private sealed class Line(string? original, string since)
    {
        public string? Original { get; } = original;

        public string Since { get; } = since;

        public string? Current { get; private set; } = original;

        public string By { get; private set; } = since;

        public bool IsAltered => Current != Original;

        /// <summary>Another experiment's row stands here now, or none.</summary>
        public bool IsMoved => IsAltered && (Current is null || Number(Current) != Number(Original!));

        public void Set(string? now, string commit)
        {
            if (now == Current)
                return;
            Current = now;
            By = commit;
        }
    }
}
