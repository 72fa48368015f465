using AutoResearch.Proposers.Agents;

namespace AutoResearch.Tests.Agents;

/// <summary>What an agent in the sandbox sees and may do: it says so in its hypothesis.</summary>
public sealed class AgentSandboxTests : IDisposable
{
    private readonly Asked asked = new();

    public AgentSandboxTests()
    {
        Directory.CreateDirectory(asked.InFolder("repository/.git"));
        Directory.CreateDirectory(asked.InFolder("cache/slots"));
        File.WriteAllText(asked.InFolder("repository/Test.txt"), "what is scored on");
    }

    public void Dispose() => asked.Dispose();

    [Theory]
    [InlineData("cat $X/repository/Test.txt", false)]
    [InlineData("echo x > $X/repository/Test.txt", false)]
    [InlineData("ls -d $X/cache/slots", false)]
    [InlineData("echo x > /usr/autoresearch-test", false)]
    [InlineData("kill -0 $P", false)]
    [InlineData("git -C . rev-parse --git-dir", false)]
    [InlineData("ls ~", true)]
    [InlineData("test -w ~", true)]
    [InlineData("echo x > $TMPDIR/x", true)]
    [InlineData("echo x > /tmp/x", true)]
    [InlineData("cat /etc/hosts", true)]
    [InlineData("echo x > Prepare.cs", false)]
    public void An_agent_may_do_what_it_needs(string act, bool works)
    {
        var said = asked.Propose(Agent(act), sandboxed: true).Hypothesis;
        Assert.Equal(works ? "works" : "does not work", said);
        Assert.Equal("what is scored on", File.ReadAllText(asked.InFolder("repository/Test.txt")));
        Assert.False(File.Exists("/tmp/x"));
    }

    [Fact]
    public void A_script_of_the_repository_can_be_the_agent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it is a shell script");
        var script = asked.InFolder("repository/agent.sh");
        File.WriteAllText(script, "#!/bin/sh\necho '// x' >> Train.cs\nls \"$(dirname \"$0\")\" > HYPOTHESIS.txt\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("agent.sh", asked.Propose(AgentCommandLine.Parse(script), sandboxed: true).Hypothesis);
    }

    [Fact]
    public void Nothing_leads_an_agent_back_to_the_run_or_to_the_repository()
    {
        var workspace = AgentWorkspace.Create(asked.Root, Asked.Request());
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = "/bin",
            ["MODEL_KEY"] = "token",
            ["GIT_DIR"] = asked.InFolder("repository/.git"),
            ["AUTORESEARCH_CACHE"] = asked.InFolder("cache"),
            ["CLAUDECODE"] = "1",
            ["OLDPWD"] = asked.InFolder("repository"),
            ["PWD"] = asked.InFolder("repository"),
            ["TMPDIR"] = "/tmp",
            ["MSBuildSDKsPath"] = "/sdk",
        };
        AgentEnvironment.Apply(environment, AgentCommandLine.Parse("gemini"), workspace);
        Assert.Equal(
            ["MODEL_KEY", "PATH"],
            environment.Where(variable => variable.Value is "token" or "/bin").Select(variable => variable.Key).Order()
        );
        Assert.Equal(("true", workspace.Root), (environment["GEMINI_CLI_TRUST_WORKSPACE"], environment[AgentEnvironment.Guard]));
        Assert.All(environment.Values, value => Assert.DoesNotContain("repository", value!, StringComparison.Ordinal));
        Assert.Empty(environment.Keys.Intersect(["GIT_DIR", "AUTORESEARCH_CACHE", "CLAUDECODE", "OLDPWD", "MSBuildSDKsPath"]));
    }

    [Theory]
    [InlineData("gemini", false)]
    [InlineData("copilot", true)]
    public void A_token_that_publishes_is_for_the_agent_alone_that_logs_in_with_it(string agent, bool gets)
    {
        var environment = new Dictionary<string, string?>
        {
            ["GITHUB_TOKEN"] = "token",
            ["GH_TOKEN"] = "token",
            ["MODEL_KEY"] = "key",
        };
        AgentEnvironment.Apply(environment, AgentCommandLine.Parse(agent), AgentWorkspace.Create(asked.Root, Asked.Request()));
        Assert.Equal(gets, environment.ContainsValue("token"));
        Assert.Equal("key", environment["MODEL_KEY"]);
    }

    private AgentPreset Agent(string act) =>
        AgentCommandLine.Parse(
            $"bash -c 'X={asked.InFolder("")}; P={Environment.ProcessId}; echo // >> Train.cs; if {act} > /dev/null 2>&1; then echo "
                + $"works; else echo does not work; fi > HYPOTHESIS.txt' {{prompt-file}}"
        );
}
