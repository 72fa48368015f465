using System.Reflection;
using AutoResearch.Proposers;
using AutoResearch.Proposers.Agents;
using AutoResearch.Research.Program;
using AutoResearch.Training;

namespace AutoResearch.Tests.Agents;

/// <summary>A research project for agents to work on, and a folder for them to do it in.</summary>
public sealed class Asked : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-agents-").FullName;

    public static string Train { get; } = Resource("Points/Train.cs");

    public static string Prepare { get; } = Resource("Points/Prepare.cs");

    /// <summary>Agents work here.</summary>
    public string Root => InFolder("cache/agent");

    public List<string> Notices { get; } = [];

    public string InFolder(string name) => Path.Combine(folder, name);

    internal static ProposalRequest Request(params IReadOnlyList<RefusedProposal> refused) =>
        new(
            2,
            ResearchProgram.Parse("Metric: test_acc\nTraining budget: 200 steps\n"),
            "Metric: test_acc\nTraining budget: 200 steps\n",
            new Dictionary<string, string> { ["Train.cs"] = Train },
            new Dictionary<string, string> { ["Prepare.cs"] = Prepare, ["AGENTS.md"] = "Run dotnet autoresearch step." },
            [Records.One()],
            Records.One(),
            refused,
            1
        );

    /// <summary>The command line of a scripted agent.</summary>
    internal static AgentPreset Script(string name, params string[] arguments) =>
        AgentCommandLine.Parse(
            string.Join(
                ' ',
                new[] { Path.Combine(AppContext.BaseDirectory, "ScriptedAgents", name + ".sh") }
                    .Concat(arguments)
                    .Select(word => $"'{word}'")
            )
        );

    internal AgentSettings Settings(bool sandboxed, double seconds = 60) =>
        new(
            Root,
            TimeSpan.FromSeconds(seconds),
            sandboxed ? Sandbox.Find() : new SandboxFinding(null, "none was wanted", "Nothing is to be done."),
            [InFolder("repository"), InFolder("cache")],
            _ => ["a finding"],
            Notices.Add
        );

    internal Proposal Propose(
        AgentPreset agent,
        bool sandboxed = false,
        double seconds = 60,
        ProposalRequest? request = null,
        CancellationTokenSource? interrupt = null
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "scripted agents are shell scripts");
        if (sandboxed)
            Assert.SkipWhen(Sandbox.Find().Sandbox is null, Installable.Sandbox(Sandbox.Find().Problem, Sandbox.Find().Remedy));
        using var proposer = new AgentProposer(agent, Settings(sandboxed, seconds));
        return proposer.Propose(request ?? Request(), interrupt?.Token ?? TestContext.Current.CancellationToken);
    }

    internal ProposerException Fails(AgentPreset agent, bool sandboxed = false, double seconds = 60, ProposalRequest? request = null)
    {
        var exception = Assert.Throws<ProposerException>(() => Propose(agent, sandboxed, seconds, request));
        Assert.False(Directory.Exists(Root), "the agent's folder is still there");
        TestContext.Current.TestOutputHelper?.WriteLine($"{exception.Kind}: {exception.Message}");
        return exception;
    }

    public void Dispose() => FolderRemoval.Remove(folder);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
