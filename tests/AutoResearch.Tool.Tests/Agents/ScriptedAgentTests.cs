using System.Diagnostics;
using System.Globalization;
using AutoResearch.Proposers;
using AutoResearch.Proposers.Agents;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Agents;

/// <summary>Agents that are real processes and do what agents do on bad days, in a sandbox and without one.</summary>
public sealed class ScriptedAgentTests : IDisposable
{
    private readonly Asked asked = new();

    public static TheoryData<bool> Sandboxed => OperatingSystem.IsLinux() ? [false, true] : [false];

    public void Dispose() => asked.Dispose();

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void One_that_helps_makes_a_proposal(bool sandboxed)
    {
        var proposal = asked.Propose(Asked.Script("helps"), sandboxed);
        Assert.Equal("Train.cs", Assert.Single(proposal.Files).Key);
        Assert.Equal("LearningRate:1>0.5", Assert.Single(KnobChange.Between(Asked.Train, proposal.Files["Train.cs"])).ToString());
        Assert.Equal("Turn the first knob down: less of it should help", proposal.Hypothesis);
        Assert.Equal("helps", proposal.Proposer);
        Assert.True(proposal.Cost.Seconds > 0);
        Assert.Equal((null, null), (proposal.Cost.Tokens, proposal.Cost.Dollars));
        Assert.False(Directory.Exists(asked.Root));
        Assert.Equal(sandboxed ? 0 : 1, asked.Notices.Count);
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void A_preset_is_run_as_its_command_line_wants_it_and_tells_what_it_cost(bool sandboxed)
    {
        var proposal = asked.Propose(Claude("claude --model opus"), sandboxed);
        Assert.Matches("^lower is calmer, said after [0-9]{4,} characters$", proposal.Hypothesis);
        Assert.Equal(("claude", 1200L, 0.25), (proposal.Proposer, proposal.Cost.Tokens, proposal.Cost.Dollars));
    }

    [Fact]
    public void An_error_of_a_preset_names_its_version()
    {
        var preset = Claude("claude");
        var exception = asked.Fails(preset with { Command = [preset.Command[0], "--new-option"] });
        Assert.Contains("(version \"2.1.0 (Claude Code)\") ended with code 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("unknown options: --new-option", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void One_that_never_answers_is_ended_with_all_its_children(bool sandboxed)
    {
        var exception = asked.Fails(Asked.Script("never-answers"), sandboxed, seconds: 0.5);
        Assert.Equal(("time limit", false), (exception.Kind, exception.ForGood));
        Assert.Contains("0.5 seconds", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Marked(asked.Root));
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void One_that_floods_its_output_is_heard_all_the_same(bool sandboxed)
    {
        var proposal = asked.Propose(Asked.Script("floods"), sandboxed);
        Assert.Equal("quieter is better", proposal.Hypothesis);
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void One_that_edits_a_locked_file_is_refused(bool sandboxed)
    {
        var exception = asked.Fails(Asked.Script("edits-prepare"), sandboxed);
        Assert.Equal(("out of scope", false), (exception.Kind, exception.ForGood));
        Assert.Contains("Prepare.cs was changed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_adds_files_is_refused()
    {
        var exception = asked.Fails(Asked.Script("adds-files"));
        Assert.Equal("out of scope", exception.Kind);
        Assert.Contains(
            "\"Directory.Build.props\" was added; \"helpers/Helper.cs\" was added",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void Half_an_edit_is_not_taken(bool sandboxed)
    {
        var exception = asked.Fails(Asked.Script("dies-half-way"), sandboxed);
        Assert.Equal(("died", false), (exception.Kind, exception.ForGood));
        Assert.Contains("code 137", exception.Message, StringComparison.Ordinal);
        Assert.Contains("connection reset", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void A_link_in_the_place_of_an_editable_file_is_not_followed(bool sandboxed)
    {
        var secret = asked.InFolder("secret");
        File.WriteAllText(secret, "token");
        var exception = asked.Fails(Asked.Script("links-train", secret), sandboxed);
        Assert.Equal("out of scope", exception.Kind);
        Assert.Contains("Train.cs was replaced by a link", exception.Message, StringComparison.Ordinal);
        Assert.Equal("token", File.ReadAllText(secret));
    }

    [Theory]
    [MemberData(nameof(Sandboxed))]
    public void What_an_agent_leaves_running_does_not_outlive_it(bool sandboxed)
    {
        asked.Propose(Asked.Script("leaves-a-daemon", "86399"), sandboxed);
        Assert.Empty(Marked(asked.Root));
    }

    [Fact]
    public void One_that_changes_nothing_has_no_proposal()
    {
        var exception = asked.Fails(Asked.Script("does-nothing"));
        Assert.Equal(("no change", false), (exception.Kind, exception.ForGood));
        Assert.Contains("\"I could not think of anything.\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_its_own_is_passed_on()
    {
        var exception = asked.Fails(Asked.Script("fails", "model \"x\" not found\nshow this\u001b[2J", "7"));
        Assert.Equal(("failed", false), (exception.Kind, exception.ForGood));
        Assert.Contains("code 7", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Its last words (untrusted): \"model 'x' not found show this[2J\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude", "Invalid API key · Please run /login")]
    [InlineData("codex", "unexpected status 401 Unauthorized: Missing bearer or basic authentication in header")]
    [InlineData("gemini", "Please set an Auth method in your settings.json")]
    public void A_wrong_key_is_for_good(string name, string words)
    {
        var preset = AgentCommandLine.Parse(name) with { Command = Asked.Script("fails", words, "1").Command };
        var exception = asked.Fails(preset);
        Assert.Equal(("wrong key", true), (exception.Kind, exception.ForGood));
        Assert.Contains(preset.Login, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_told_what_does_not_compile_goes_on_from_there()
    {
        var agent = Asked.Script("compiles-at-last");
        var refused = new List<RefusedProposal>();
        foreach (var attempt in (string[])["first", "second"])
        {
            var broken = asked.Propose(agent, request: Asked.Request(refused));
            Assert.StartsWith($"#error {attempt}", broken.Files["Train.cs"], StringComparison.Ordinal);
            refused.Add(new RefusedProposal(broken, $"Train.cs(1,8): error CS1029: #error: '{attempt} attempt'"));
        }

        var mended = asked.Propose(agent, request: Asked.Request(refused)).Files["Train.cs"];
        Assert.DoesNotContain("#error", mended, StringComparison.Ordinal);
        Assert.Single(KnobChange.Between(Asked.Train, mended));
    }

    [Fact]
    public void An_agent_that_is_not_installed_is_for_good()
    {
        var exception = asked.Fails(AgentCommandLine.Parse("no-such-agent-anywhere --flag {prompt-file}"));
        Assert.Equal(("not installed", true), (exception.Kind, exception.ForGood));
        Assert.Equal(Codes.AgentNotInstalled, Assert.IsType<Research.ResearchException>(exception.InnerException).Code);
    }

    [Fact]
    public void An_interrupt_ends_the_agent()
    {
        using var interrupt = new CancellationTokenSource();
        var started = asked.InFolder("started");
        var agent = AgentCommandLine.Parse($"bash -c 'echo > {started}; sleep 86400' {{prompt-file}}");
        var propose = Task.Run(() => asked.Propose(agent, interrupt: interrupt), TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => File.Exists(started) || propose.IsCompleted);
        interrupt.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => propose.GetAwaiter().GetResult());
        Assert.Empty(Marked(asked.Root));
        Assert.False(Directory.Exists(asked.Root));
    }

    [Fact]
    public void No_run_begins_inside_an_agent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the agent is a shell command");
        AgentEnvironment.RefuseInsideAgent();
        var said = asked
            .Propose(AgentCommandLine.Parse("sh -c 'echo // >> Train.cs; echo $AUTORESEARCH_AGENT > HYPOTHESIS.txt' {prompt-file}"))
            .Hypothesis;
        Assert.Equal(asked.Root, said);
    }

    private static AgentPreset Claude(string specification)
    {
        var preset = AgentCommandLine.Parse(specification);
        return preset with { Command = [Path.Combine(AppContext.BaseDirectory, "ScriptedAgents", "claude"), .. preset.Command.Skip(1)] };
    }

    // Processes that carry the agent's mark.
    private static List<int> Marked(string root)
    {
        var mark = $"{AgentEnvironment.Guard}={root}\0";
        return OperatingSystem.IsLinux()
            ? [.. Process.GetProcesses().Select(process => process.Id).Where(id => Environment(id).Contains(mark))]
            : [];

        static string Environment(int id)
        {
            try
            {
                return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/environ"));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }
}
