using AutoResearch.Training;

namespace AutoResearch.Proposers.Agents;

/// <summary>What agents need of the run that asks them.</summary>
/// <param name="Root">In the tool's cache: the folder is removed and made anew for each attempt. One for each agent that may work at
/// the same time.</param>
/// <param name="Limit">How long one attempt may take; then it is ended.</param>
/// <param name="Sandbox">What this machine can put around an agent.</param>
/// <param name="Hidden">Folders that an agent in a sandbox does not see: the repository, its <c>.git</c>, the tool's cache.</param>
/// <param name="Findings">What the whole ledger says, a line each.</param>
/// <param name="Notice">Receives what a person should know although it stops nothing.</param>
internal sealed record AgentSettings(
    string Root,
    TimeSpan Limit,
    SandboxFinding Sandbox,
    IReadOnlyList<string> Hidden,
    Func<ProposalRequest, IReadOnlyList<string>> Findings,
    Action<string> Notice
);
