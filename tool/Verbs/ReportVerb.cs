using AutoResearch.Experiment;

namespace AutoResearch.Verbs;

/// <summary>Writes all experiments as a page to look at, and <c>experiments.md</c>.</summary>
internal static class ReportVerb
{
    /// <param name="output">The file, relative to the folder; null for <c>report.html</c> of the repository.</param>
    public static WrittenReport Run(string folder, string? output, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        workspace.Ledger.RestoreMirror();
        return Reporting.Write(workspace, output is null ? null : Path.GetFullPath(output, folder));
    }
}
