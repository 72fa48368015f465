using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Running;

public sealed class ProposerSpecTests
{
    [Theory]
    [InlineData("search", "search", "search", "", 1)]
    [InlineData(" search ", "search", "search", "", 1)]
    [InlineData("search:direction=2", "search:direction", "search", "direction", 2)]
    [InlineData("claude=50%", "claude", "claude", "", 50)]
    [InlineData("claude --model opus=50 %", "claude --model opus", "claude", "", 50)]
    [InlineData(
        "agent:my-agent --level=high {prompt-file}",
        "agent:my-agent --level=high {prompt-file}",
        "agent",
        "my-agent --level=high {prompt-file}",
        1
    )]
    [InlineData("agent:my-agent --level=3 x=0.5", "agent:my-agent --level=3 x", "agent", "my-agent --level=3 x", 0.5)]
    [InlineData(
        "model:qwen3@http://127.0.0.1:8080/v1=0.25",
        "model:qwen3@http://127.0.0.1:8080/v1",
        "model",
        "qwen3@http://127.0.0.1:8080/v1",
        0.25
    )]
    public void Kind_detail_and_share_are_read(string written, string text, string kind, string detail, double share)
    {
        var spec = ProposerSpec.Parse(written);
        Assert.Equal((text, kind, detail, share), (spec.Text, spec.Kind, spec.Detail, spec.Share));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":x")]
    [InlineData("search=0")]
    public void What_cannot_be_understood_is_refused(string text) =>
        Assert.Equal(Codes.ProposerUnknown, Assert.Throws<ResearchException>(() => ProposerSpec.Parse(text)).Code);
}
