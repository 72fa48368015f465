using System.Text;
using AutoResearch.Reports.Html;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>A report that was written.</summary>
/// <param name="File">Where, in full.</param>
/// <param name="Overview">Where <c>experiments.md</c> is.</param>
internal sealed record WrittenReport(string File, string Overview, long Bytes, int Experiments, HtmlReport Page);

/// <summary>Writes the ledger as a page to look at, and <c>experiments.md</c> beside it. Nothing that git tracks is touched.</summary>
internal static class Reporting
{
    /// <param name="output">The file, in full; null for <c>report.html</c> of the repository.</param>
    /// <exception cref="ResearchException">There is no history, or the file is one that git tracks.</exception>
    public static WrittenReport Write(ResearchWorkspace workspace, string? output)
    {
        var records = workspace.Ledger.Records;
        if (records.Count == 0)
        {
            throw new ResearchException(
                Codes.NotInitialised,
                $"There is nothing to report in {workspace.Folder}: no experiment was made yet. 'dotnet autoresearch init' measures the "
                    + $"baseline; then make experiments with 'step' or 'run'."
            );
        }

        var file = output ?? Path.Combine(workspace.Folder, Ledger.Report);
        RequireFree(workspace.Repository, file);
        workspace.Ledger.MirrorOverview();
        var direction = new CommittedPrograms(workspace).Of(records[^1].Commit).Metric.Direction;
        var findings = ExperimentsPage.KeyFindings(records, direction, text => text).ToList();
        var page = HtmlReport.Render(
            new ReportContent(
                Path.GetFileName(workspace.Folder),
                records,
                findings,
                record => Diff(workspace.Repository.Commits, record),
                ExpectationReview.Of(records, direction)
            )
        );
        var bytes = Encoding.UTF8.GetBytes(page.Html);
        File.WriteAllBytes(file, bytes);
        return new WrittenReport(file, Path.Combine(workspace.Folder, Ledger.Overview), bytes.Length, records.Count, page);
    }

    // In a clone, the candidates that were not kept may be missing.
    private static string Diff(Commits commits, ExperimentRecord record) =>
        record.Commit != record.Parent && commits.Exists(record.Commit) && commits.Exists(record.Parent)
            ? commits.Diff(record.Parent, record.Commit)
            : "";

    // A report in the working tree is one more ignored file: else the next experiment would be refused because of it.
    private static void RequireFree(GitRepository repository, string file)
    {
        if (Directory.Exists(file))
            throw new ResearchException(
                Codes.Usage,
                $"{file} is a folder. Name a file: dotnet autoresearch report -o {Path.Combine(file, Ledger.Report)}"
            );
        var path = Path.GetRelativePath(repository.WorkTree, file).Replace(Path.DirectorySeparatorChar, '/');
        if (path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path))
            return;
        if (repository.IsTracked(path))
            throw new ResearchException(Codes.Usage, $"git tracks {path}, and a report would overwrite it. Name another file with -o.");
        repository.Exclude([.. Ledger.MirroredPaths, "/" + Escaped(path)]);
    }

    // As .gitignore wants it: what has a meaning in a pattern is literal after a backslash.
    private static string Escaped(string path) =>
        string.Concat(path.Select(c => c is '\\' or '*' or '?' or '[' or ' ' ? "\\" + c : c.ToString()));
}
