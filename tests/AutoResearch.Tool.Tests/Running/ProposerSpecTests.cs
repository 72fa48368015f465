using AutoResearch.Research;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Running;

public sealed class ProposerSpecTests
{
    [Theory]
    [InlineData("search", "search", "", 1)]
    [InlineData(" Search ", "search", "", 1)]
    [InlineData("search:direction=2", "search", "direction", 2)]
    [InlineData("claude=50%", "claude", "", 50)]
    [InlineData("claude=50 %", "claude", "", 50)]
    [InlineData("agent:my-agent --level=high {prompt-file}", "agent", "my-agent --level=high {prompt-file}", 1)]
    [InlineData("agent:my-agent --level=3 x=0.5", "agent", "my-agent --level=3 x", 0.5)]
    [InlineData("model:qwen3@http://127.0.0.1:8080/v1=0.25", "model", "qwen3@http://127.0.0.1:8080/v1", 0.25)]
    public void Kind_detail_and_share_are_read(string text, string kind, string detail, double share) => Assert.Equal(new ProposerSpec(kind, detail, share), ProposerSpec.Parse(text));

    [Theory]
    [InlineData("search", "search")]
    [InlineData("search:direction=3", "search/direction")]
    [InlineData("agent:my-agent --flag", "agent")]
    [InlineData("model:qwen3@http://127.0.0.1:8080/v1", "model/qwen3")]
    public void The_ledger_names_it_without_its_command_or_address(string text, string name) => Assert.Equal(name, ProposerSpec.Parse(text).Name);

    [Theory]
    [InlineData("")]
    [InlineData(":x")]
    [InlineData("search=0")]
    public void What_cannot_be_understood_is_refused(string text) => Assert.Equal(Codes.ProposerUnknown, Assert.Throws<ResearchException>(() => ProposerSpec.Parse(text)).Code);

    [Fact]
    public void One_name_twice_is_refused()
    {
        var refused = Assert.Throws<ResearchException>(() => ProposerSpec.ParseAll(["search", "search=2"]));
        Assert.Contains("search", refused.Message, StringComparison.Ordinal);
    }
}
