using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>Whether a proposal is worth an experiment, asked of the ledger and of the code of earlier candidates.</summary>
internal sealed class Originality(ResearchWorkspace workspace, ExperimentRecord incumbent)
{
    public NoveltyVerdict Judge(ProposalRequest request, Proposal proposal) =>
        NoveltyJudge.Judge(
            new NoveltyQuestion(proposal.Files, request.Files, request.Records, incumbent, workspace.Program.Metric.Direction)
            {
                Refused = Refused(request),
                FilesOf = FilesOf,
            }
        );

    private static Dictionary<string, string> Refused(ProposalRequest request)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (proposal, problem) in request.Refused.Where(entry => entry.Proposal.Files.Count > 0))
        {
            var files = request.Files.ToDictionary(StringComparer.Ordinal);
            foreach (var (path, text) in proposal.Files)
                files[path] = text;
            refused[NormalForm.Hash(files)] = problem;
        }

        return refused;
    }

    private IReadOnlyDictionary<string, string>? FilesOf(string commit) =>
        workspace.Repository.Commits.Exists(commit)
            ? CodeChange.Read(workspace.Repository.Commits, commit, workspace.Program.Editable)
            : null;
}
