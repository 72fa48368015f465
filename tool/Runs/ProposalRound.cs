using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using AutoResearch.Research.Search;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>What came of asking one proposer for one experiment.</summary>
/// <param name="Proposal">Null when there is none that could be run.</param>
/// <param name="Cost">The cost of all attempts.</param>
/// <param name="Problem">Why there is none: a kind, so that repetitions are noticed, a message, and whether it makes sense to ask
/// again.</param>
/// <param name="Head">The commit that the proposal changes.</param>
internal sealed record RoundResult(Proposal? Proposal, ProposalCost Cost, ProposerException? Problem, string Head);

/// <summary>
/// Asks a proposer for the next experiment, and asks again, saying what was wrong, when the answer cannot be run: it changes what it
/// may not, repeats what was tried, or does not compile. None of that costs training.
/// </summary>
internal sealed class ProposalRound(ResearchWorkspace workspace, SlotFolders folders, IRunObserver observer, CancellationToken cancellation)
{
    // Asked again at once, these would only cost as much time again.
    private static readonly string[] NotAtOnce = [ProposerException.TimeLimit, ProposerException.RateLimit, ProposerException.NoAnswer];

    /// <param name="returned">Proposals of this proposer's that it is to make again, and why.</param>
    public RoundResult Ask(IProposer proposer, ExperimentRecord incumbent, int seed, IReadOnlyList<RefusedProposal> returned)
    {
        var head = workspace.Repository.HeadCommit;
        var request = Request(workspace, incumbent, seed) with { Refused = returned };
        var cost = ProposalCost.None;
        for (var attempt = 1; ; attempt++)
        {
            if (attempt == 1 || proposer.Attempts is null)
                observer.Proposing(request.Number, proposer.Name, attempt);
            var isLast = attempt >= (proposer.Attempts ?? workspace.Program.Attempts);
            Proposal proposal;
            try
            {
                var asked = request;
                proposal = workspace.Baton.Rest(() => proposer.Propose(asked, cancellation));
            }
            catch (ProposerException exception)
            {
                cost += exception.Cost;
                if (exception.ForGood || isLast || NotAtOnce.Contains(exception.Kind))
                    return new RoundResult(null, cost, exception, head);
                request = Again(
                    proposer,
                    request,
                    new Proposal(new Dictionary<string, string>(), "", proposer.Name, exception.Cost),
                    exception.Message
                );
                continue;
            }

            cost += proposal.Cost;
            // Other slots went on while it was made.
            request = request with { Records = workspace.Ledger.Records, Underway = Underway.Of(workspace) };
            if (Refusal(request, proposal, incumbent) is not { } refusal)
                return new RoundResult(proposal, cost, null, head);
            // What does not compile at the last attempt is an experiment all the same: the ledger remembers it for the next one.
            if (isLast)
                return refusal.IsRecorded
                    ? new RoundResult(proposal, cost, null, head)
                    : new RoundResult(null, cost, new ProposerException(refusal.Kind, refusal.Problem, forGood: false), head);
            request = Again(proposer, request, proposal, refusal.Problem);
        }
    }

    /// <summary>What a proposer is told first.</summary>
    public static ProposalRequest Request(ResearchWorkspace workspace, ExperimentRecord incumbent, int seed)
    {
        var commits = workspace.Repository.Commits;
        var head = workspace.Repository.HeadCommit;
        return new ProposalRequest(
            JournalFile.NextNumber(workspace),
            workspace.Program,
            workspace.ProgramText,
            CodeChange.Read(commits, head, workspace.Program.Editable),
            commits.ReadSmallTexts(head, path => !workspace.Program.Editable.Contains(path, StringComparer.Ordinal)),
            workspace.Ledger.Records,
            incumbent,
            [],
            seed
        )
        {
            Underway = Underway.Of(workspace),
        };
    }

    private ProposalRequest Again(IProposer proposer, ProposalRequest request, Proposal proposal, string problem)
    {
        // Refused ideas that cost nothing are not reported.
        if (proposer.Attempts is null)
            observer.Refused(proposal.Proposer, problem);
        // Another seed: a proposer that draws at random would draw the same again.
        return request with { Refused = [.. request.Refused, new RefusedProposal(proposal, problem)], Seed = unchecked(request.Seed + 1) };
    }

    // Says what became of experiments like it, so that the next attempt is not another one of them.
    private static string Like(NoveltyVerdict verdict) =>
        verdict.Neighbours.Count == 0 ? "" : $" Like it were: {string.Join("; ", verdict.Neighbours)}.";

    // What another slot tries with the same program; null where there is none.
    private static ExperimentRecord? Twin(ProposalRequest request, Proposal proposal)
    {
        if (request.Underway.Count == 0)
            return null;
        var files = request.Files.ToDictionary(file => file.Key, file => proposal.Files.GetValueOrDefault(file.Key, file.Value));
        var code = NormalForm.Hash(files);
        return request.Underway.FirstOrDefault(underway => underway.Code == code);
    }

    // Why a proposal is not run; null when it is.
    private RoundRefusal? Refusal(ProposalRequest request, Proposal proposal, ExperimentRecord incumbent)
    {
        var changed = proposal
            .Files.Where(file => request.Files.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => file.Key)
            .ToList();
        if (changed.Count == 0)
            return new RoundRefusal("no change", "It changes nothing.", IsRecorded: false);
        if (changed.FirstOrDefault(path => !workspace.Program.Editable.Contains(path, StringComparer.Ordinal)) is { } outside)
            return new RoundRefusal(
                "out of scope",
                $"It changes {outside}. Only {string.Join(", ", workspace.Program.Editable)} may change.",
                IsRecorded: false
            );
        if (Twin(request, proposal) is { } twin)
            return new RoundRefusal(
                "repeats",
                FormattableString.Invariant($"Experiment {twin.Number:0000} tries the same program at the moment."),
                IsRecorded: false
            );
        if (new Originality(workspace, incumbent).Judge(request, proposal) is { Problem: { } objection } verdict)
            return new RoundRefusal("repeats", objection + Like(verdict), IsRecorded: false);
        // A change that only turns the literals of knobs compiles.
        if (changed.All(path => request.Files.TryGetValue(path, out var before) && KnobChange.AreAll(before, proposal.Files[path])))
            return null;
        return Drafting.Check(workspace, folders, proposal, incumbent) is { } failure
            ? new RoundRefusal(
                failure.Status.Name(),
                failure.Detail is { } detail ? $"{failure.Reason}\n{detail}" : failure.Reason,
                IsRecorded: true
            )
            : null;
    }
}

/// <summary>Why a proposal is not run as it is.</summary>
/// <param name="IsRecorded">It becomes an experiment if the proposer does not mend it.</param>
internal sealed record RoundRefusal(string Kind, string Problem, bool IsRecorded);
