using AutoResearch.Processes;
using AutoResearch.Proposers.Agents;
using AutoResearch.Proposers.Models;
using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Proposers;

/// <summary>Makes the proposers that a command line or program.md names.</summary>
/// <param name="agents">What agents need of the run.</param>
/// <param name="prices">What a model's tokens cost; null where nobody says.</param>
/// <param name="keyVariable">The environment variable that holds a model's key, where it is not the usual one.</param>
internal sealed class ProposerFactory(AgentSettings agents, Prices? prices, string? keyVariable)
{
    private const string Search = "search";
    private const string Agent = "agent";

    /// <summary>Creates all of them. None is started, but mistakes that can be seen already are reported.</summary>
    /// <exception cref="ResearchException">One is unknown, named twice, not installed, or lacks its key.</exception>
    public IReadOnlyList<PooledProposer> CreateAll(IEnumerable<ProposerSpec> specs)
    {
        var proposers = specs.Select(spec => new PooledProposer(Create(spec), spec.Share)).ToList();
        return proposers.GroupBy(pooled => pooled.Proposer.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ResearchException(
                Codes.ProposerUnknown,
                $"The proposer {twice.Key} is named twice. Name it once, with its share behind it: {twice.Key}=2."
            )
            : proposers;
    }

    private IProposer Create(ProposerSpec spec)
    {
        if (spec.Kind == Search)
            return CreateSearch(spec.Detail);
        if (ModelEndpoint.Names(spec.Text))
            return ModelProposer.Create(ModelEndpoint.Parse(spec.Text, UserEnvironment.Get, keyVariable), Brief, agents.Limit, prices);
        if (spec.Kind != Agent && AgentPresets.All.All(preset => preset.Name != spec.Kind))
        {
            throw new ResearchException(
                Codes.ProposerUnknown,
                $"There is no proposer {UntrustedText.Quote(spec.Text, 60)}. There are: {Search}, {Search}:STRATEGY "
                    + $"({string.Join(", ", SearchProposer.Strategies)}), {AgentPresets.Names}, agent:COMMAND, model:NAME@URL and "
                    + $"ollama:NAME."
            );
        }

        var agent = new AgentProposer(AgentCommandLine.Parse(spec.Kind == Agent ? spec.Detail : spec.Text), agents);
        agent.RequireInstalled();
        return agent;
    }

    private static SearchProposer CreateSearch(string strategy) =>
        strategy.Length == 0 || SearchProposer.Strategies.Contains(strategy)
            ? new SearchProposer(strategy.Length > 0 ? strategy : null)
            : throw new ResearchException(
                Codes.ProposerUnknown,
                $"The search has no strategy {UntrustedText.Quote(strategy, 60)}. It has {string.Join(", ", SearchProposer.Strategies)}."
            );

    private string Brief(ProposalRequest request, string answer) => ProposalBriefing.Write(request, agents.Findings(request), answer);
}
