using AutoResearch.Loop;
using AutoResearch.Research;

namespace AutoResearch.Verbs;

/// <summary>What was tried.</summary>
internal static class LogVerb
{
    /// <param name="last">How many at most, the latest; all where it is null.</param>
    /// <param name="status">Only those that ended like this; all where it is null.</param>
    public static IReadOnlyList<ExperimentRecord> Run(string folder, int? last, string? status, IExperimentObserver observer)
    {
        if (last is < 1)
            throw new ResearchException(Codes.Usage, "--last takes a number from 1.");
        ExperimentStatus? wanted = null;
        if (status is not null)
            wanted = ExperimentStatusNames.TryParse(status, out var named) ? named : throw new ResearchException(Codes.Usage, $"'{status}' is no status. There are: {ExperimentStatusNames.All}.");
        using var workspace = Workspace.Open(folder, observer);
        workspace.Ledger.RestoreMirror();
        return [.. workspace.Ledger.Records.Where(record => wanted is null || record.Status == wanted).TakeLast(last ?? int.MaxValue)];
    }
}
