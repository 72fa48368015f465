using AutoResearch.Research;

namespace AutoResearch.Tests.Program;

public class AgentLeavingsTests
{
    [Theory]
    [InlineData(".claude/settings.local.json", true)]
    [InlineData(".claude/scheduled_tasks.lock", true)]
    [InlineData(".codex/history.jsonl", true)]
    [InlineData(".aider.chat.history.md", true)]
    [InlineData(".opencode/x/y.json", true)]
    [InlineData("notes.txt", false)]
    [InlineData("Extra.cs", false)]
    [InlineData(".claude", false)]
    [InlineData("src/.claude/x.cs", false)]
    [InlineData(".claudette/x", false)]
    public void What_agents_leave_is_told_from_what_somebody_meant(string path, bool expected) =>
        Assert.Equal(expected, AgentLeavings.Contain(path));

    [Theory]
    [InlineData(".claude/settings.local.json", true)]
    [InlineData(".claude/scheduled_tasks.lock", true)]
    [InlineData(".aider.chat.history.md", true)]
    [InlineData(".claude/skills/autoresearch/SKILL.md", false)]
    [InlineData(".claude/settings.json", false)]
    [InlineData("autoresearch.lock", false)]
    public void What_a_project_brings_for_an_agent_is_told_from_what_one_machine_needs(string path, bool expected) =>
        Assert.Equal(expected, AgentLeavings.AreOfOneMachine(path));
}
