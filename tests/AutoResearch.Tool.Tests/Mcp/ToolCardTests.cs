using AutoResearch.Mcp;
using AutoResearch.Research.Ledger;
using ModelContextProtocol.Server;

namespace AutoResearch.Tests.Mcp;

/// <summary>What a client sees of the tools without calling one.</summary>
public sealed class ToolCardTests
{
    private static readonly ToolSession Session = new("", null, TextWriter.Null, CancellationToken.None);

    private static readonly McpServerTool[] Tools =
    [
        new ReadProgramTool(Session),
        new StatusTool(Session),
        new LogTool(Session),
        new ShowTool(Session),
        new StepTool(Session),
        new RestoreTool(Session),
        new VerifyTool(Session),
    ];

    [Fact]
    public void Step_explains_every_status()
    {
        var description = new StepTool(Session).ProtocolTool.Description!;
        foreach (var status in Enum.GetValues<ExperimentStatus>())
            Assert.Matches($"(?m)^- .*\\b{status.Name()}\\b.*:", description);
    }

    [Fact]
    public void Every_tool_says_what_it_is_for_what_it_takes_and_what_it_gives() => Assert.All(Tools, tool =>
        {
            var card = tool.ProtocolTool;
            Assert.InRange(card.Description!.Length, 200, 4000);
            Assert.False(card.InputSchema.GetProperty("additionalProperties").GetBoolean());
            foreach (var property in card.InputSchema.GetProperty("properties").EnumerateObject())
                Assert.NotEqual("", property.Value.GetProperty("description").GetString());
            Assert.Equal("object", card.OutputSchema!.Value.GetProperty("type").GetString());
            Assert.NotEmpty(card.OutputSchema!.Value.GetProperty("properties").EnumerateObject());
            Assert.DoesNotContain("\"required\"", card.OutputSchema!.Value.GetRawText(), StringComparison.Ordinal);
            Assert.NotNull(card.Annotations!.ReadOnlyHint);
        });

    [Fact]
    public void An_answer_is_the_document_twice_and_readable()
    {
        var document = ToolSchema.Parse("""{"text":"a < b \u0026\u0026 'c' == \"d\"\n…"}""");
        var answer = ToolAnswer.Of(document, ["Mind the gap"], isError: false);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(document, answer.StructuredContent!.Value));
        Assert.Equal(
            ["""{"text":"a < b && 'c' == \"d\"\n…"}""", "Mind the gap"],
            answer.Content.Select(block => ((ModelContextProtocol.Protocol.TextContentBlock)block).Text)
        );
    }

    [Fact]
    public void Only_step_and_restore_change_anything() =>
        Assert.Equal(
            ["restore", "step"],
            Tools.Where(tool => tool.ProtocolTool.Annotations!.ReadOnlyHint != true).Select(tool => tool.ProtocolTool.Name).Order()
        );
}
