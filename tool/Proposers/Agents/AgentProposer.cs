using System.ComponentModel;
using System.Globalization;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// A coding agent as a proposer: it is run without a person in a folder of its own, with the briefing as its prompt. The editable files
/// as it leaves them are the proposal. All other files are checked for changes, and thrown away.
/// </summary>
internal sealed class AgentProposer(AgentPreset agent, AgentSettings settings) : IProposer
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    private bool noticed;

    public string Name => agent.Name;

    /// <exception cref="ResearchException">Its program is not there.</exception>
    public void RequireInstalled() => AgentInstallation.Require(agent);

    public Proposal Propose(ProposalRequest request, CancellationToken cancellation)
    {
        var program = Program();
        NoticeSandbox();
        var workspace = AgentWorkspace.Create(settings.Root, request);
        try
        {
            var prompt = ProposalBriefing.Write(request, settings.Findings(request), Answer(workspace));
            workspace.WriteBriefing(prompt);
            var input = AgentCommandLine.CarriesPrompt(agent.Command) ? null : prompt;
            var run = Run(
                [program, .. AgentCommandLine.Arguments(agent, prompt, workspace)],
                workspace,
                input,
                settings.Limit,
                cancellation
            );
            return AgentJudgement.Judge(agent, run, AgentFolderReader.Read(workspace, agent.Leavings), request, settings.Limit, () =>
                Version(program, workspace, cancellation)
            );
        }
        catch (Win32Exception exception)
        {
            throw new ProposerException(
                "not installed",
                $"The agent '{agent.Name}' does not start: {exception.Message}. {agent.Install}",
                forGood: true,
                inner: exception
            );
        }
        finally
        {
            AgentWorkspace.Clear(settings.Root);
        }
    }

    public void Dispose() { }

    private string Program()
    {
        try
        {
            return AgentInstallation.Require(agent);
        }
        catch (ResearchException exception)
        {
            throw new ProposerException("not installed", exception.Message, forGood: true, inner: exception);
        }
    }

    private AgentRun Run(
        IReadOnlyList<string> command,
        AgentWorkspace workspace,
        string? input,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        var wrapped = settings.Sandbox.Sandbox is { } sandbox
            ? AgentSandbox.Wrap(sandbox.Program, workspace, AgentEnvironment.Homes(), settings.Hidden, command)
            : command;
        return AgentProcess.Run(
            wrapped,
            workspace,
            input,
            environment => AgentEnvironment.Apply(environment, agent, workspace),
            limit,
            cancellation
        );
    }

    private string Version(string program, AgentWorkspace workspace, CancellationToken cancellation)
    {
        var run = Run([program, "--version"], workspace, null, VersionLimit, cancellation);
        var said = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return run.ExitCode == 0 && said is not null ? $"version {UntrustedText.Quote(said, 60)}" : "of unknown version";
    }

    private void NoticeSandbox()
    {
        if (settings.Sandbox.Sandbox is null && !noticed)
            settings.Notice(
                $"The agent '{agent.Name}' runs without a sandbox ({settings.Sandbox.Problem}): it works in a folder of its own, and "
                    + $"could leave it. {settings.Sandbox.Remedy}"
            );
        noticed = true;
    }

    private string Answer(AgentWorkspace workspace)
    {
        var editable = string.Join(", ", workspace.Editable);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Edit {editable} in the folder that you are started in, and write one line into {AgentFolderReader.HypothesisName} there: what
            you change and why it should help. Then end.

            - Nothing else may be changed, added or deleted: if anything else is, nothing of your work is taken. The other files are there
              to be read: the locked ones, program.md, and results.tsv with a row for every experiment.
            - After an attempt that was not taken, the files are as you left them then: mend them, or begin anew from the text above.
            - You cannot build or train here, and need not: the tool does. No git, no dotnet, no further commands.
            - Ask nothing: nobody answers. You have {settings.Limit.TotalMinutes:0.#} minutes, and a change that is not finished by then
              is lost.
            """
        );
    }
}
