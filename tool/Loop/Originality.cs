using AutoResearch.Proposers;
using AutoResearch.Research;
using AutoResearch.Research.Novelty;

namespace AutoResearch.Loop;

/// <summary>Whether a proposal is new.</summary>
internal sealed class Originality(ExperimentRecord incumbent)
{
    /// <summary>Which experiment it repeats, in words for the proposer; null when it is new.</summary>
    public string? Objection(ProposalRequest request, Proposal proposal)
    {
        var code = NormalForm.Hash(With(request.Files, proposal.Files));
        if (code == NormalForm.Hash(request.Files))
            return "It changes only comments, formatting or names: there is nothing to measure.";
        var same = request.Records.FirstOrDefault(record => record.Number > incumbent.Number && record.Code == code);
        return same is null ? null : $"It is experiment {same.Number:0000} again ({same.Status.Name()}: {same.Reason}).";
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> changed)
    {
        var all = files.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, text) in changed)
            all[path] = text;
        return all;
    }
}
