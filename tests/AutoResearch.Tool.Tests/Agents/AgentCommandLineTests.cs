using AutoResearch.Proposers.Agents;
using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests.Agents;

public sealed class AgentCommandLineTests : IDisposable
{
    private readonly Asked asked = new();

    public void Dispose() => asked.Dispose();

    [Theory]
    [InlineData("claude", "claude")]
    [InlineData("claude --model opus", "claude")]
    [InlineData("/opt/bin/my-agent.sh --flag {prompt-file}", "my-agent")]
    [InlineData("claude -p {prompt}", "claude")]
    public void An_agent_has_a_name(string specification, string name) => Assert.Equal(name, AgentCommandLine.Parse(specification).Name);

    [Fact]
    public void A_preset_takes_further_options_where_they_belong()
    {
        var arguments = Arguments(AgentCommandLine.Parse("codex --model 'gpt 5'"));
        Assert.Equal(["--json", "--model", "gpt 5", "-"], arguments[^4..]);
        Assert.Equal("Train.cs", Arguments(AgentCommandLine.Parse("aider"))[^1]);
    }

    [Fact]
    public void A_preset_whose_command_the_user_writes_out_is_any_command() =>
        Assert.Equal(["--print", "a {b} \"c\""], Arguments(AgentCommandLine.Parse("claude --print {prompt}"), "a {b} \"c\""));

    [Fact]
    public void Placeholders_are_filled_and_what_stands_in_the_prompt_is_none()
    {
        var agent = AgentCommandLine.Parse("run --in={folder} --say={hypothesis-file} --file {prompt-file} {prompt} {other}");
        var workspace = Workspace();
        Assert.Equal(
            [$"--in={workspace.Folder}", $"--say={workspace.HypothesisFile}", "--file", workspace.BriefingFile, "see {folder}", "{other}"],
            AgentCommandLine.Arguments(agent, "see {folder}", workspace)
        );
    }

    [Fact]
    public void A_prompt_too_long_for_an_argument_is_pointed_to()
    {
        var argument = Assert.Single(Arguments(AgentCommandLine.Parse("run {prompt}"), new string('x', 200_000)));
        Assert.EndsWith("BRIEFING.md and do what it says.", argument, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a 'b c' \"d \\\"e\\\"\"", "b c", "d \"e\"")]
    [InlineData("a b\\ c ''", "b c", "")]
    [InlineData("a  x'y'\"z\"", "xyz")]
    public void Words_are_split_as_a_shell_would(string text, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there, a backslash is part of a path");
        Assert.Equal(arguments, AgentCommandLine.Parse(text).Command.Skip(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("run 'this")]
    [InlineData("// x")]
    public void What_names_no_agent_is_refused_with_what_to_write(string specification)
    {
        var exception = Assert.Throws<ResearchException>(() => AgentCommandLine.Parse(specification));
        Assert.Equal(Codes.AgentCommand, exception.Code);
        Assert.Contains("claude, codex, gemini, copilot, opencode, aider", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_stands_there_is_an_agent_or_an_error_of_the_user() =>
        Gen.String.Sample(text =>
        {
            try
            {
                Assert.NotEmpty(AgentCommandLine.Parse(text).Command);
            }
            catch (ResearchException)
            {
                // The other answer that is allowed.
            }
        });

    [Fact]
    public void No_preset_is_allowed_more_than_it_needs() =>
        Assert.All(AgentPresets.All, agent =>
            Assert.DoesNotContain(agent.Command, word =>
                word.Contains("yolo") || word.Contains("dangerous") || word.Contains("allow-all") || word.Contains("full-access")
            )
        );

    private AgentWorkspace Workspace() => AgentWorkspace.Create(asked.Root, Asked.Request());

    private string[] Arguments(AgentPreset agent, string prompt = "do it") => [.. AgentCommandLine.Arguments(agent, prompt, Workspace())];
}
