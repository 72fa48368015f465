using System.Text.Json;
using AutoResearch.Mcp;
using AutoResearch.Research;

namespace AutoResearch.Tests.Mcp;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("17", 17)]
    [InlineData("\"17\"", 17)]
    [InlineData("17.0", 17)]
    [InlineData("-1", -1)]
    public void A_whole_number_is_taken_however_it_is_written(string json, int number) =>
        Assert.Equal(number, Given($$"""{"number":{{json}}}""").RequiredNumber("number"));

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"a\"")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("99999999999999999999")]
    [InlineData("1e400")]
    public void What_is_no_whole_number_is_refused(string json) =>
        Refused(() => Given($$"""{"number":{{json}}}""").Number("number"), "number");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"number":null,"text":null}""")]
    public void Null_is_nothing(string json)
    {
        var arguments = Given(json);
        Assert.Null(arguments.Number("number"));
        Assert.Null(arguments.Text("text"));
        Assert.False(arguments.Flag("flag"));
        Assert.Empty(arguments.Edits("edits"));
        Refused(() => arguments.RequiredNumber("number"), "number");
        Refused(() => arguments.RequiredText("text"), "text");
    }

    [Fact]
    public void No_arguments_are_none() => Assert.Null(new ToolArguments(null, ["number"]).Number("number"));

    [Fact]
    public void An_unknown_argument_is_named_with_those_that_there_are() =>
        Refused(() => Given("""{"nubmer":1}"""), "\"nubmer\"", "number, text, flag, edits");

    [Fact]
    public void Edits_are_pairs_of_texts()
    {
        Assert.Equal(
            [new TextEdit("a", "b"), new TextEdit("c", "")],
            Given("""{"edits":[{"before":"a","after":"b"},{"before":"c","after":""}]}""").Edits("edits")
        );
        foreach (var wrong in (string[])["1", "{}", "[1]", """[{"before":"a"}]""", """[{"before":"a","after":1}]"""])
            Refused(() => Given($$"""{"edits":{{wrong}}}""").Edits("edits"), "edits", "before");
    }

    [Fact]
    public void Texts_and_flags_are_what_they_are()
    {
        Assert.Equal("x", Given("""{"text":"x"}""").RequiredText("text"));
        Assert.True(Given("""{"flag":true}""").Flag("flag"));
        Refused(() => Given("""{"text":1}""").Text("text"), "text");
        Refused(() => Given("""{"text":" "}""").RequiredText("text"), "text");
        Refused(() => Given("""{"flag":"yes"}""").Flag("flag"), "flag");
    }

    private static ToolArguments Given(string json) =>
        new(
            ToolSchema.Parse(json).EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value),
            ["number", "text", "flag", "edits"]
        );

    private static void Refused(Func<object?> read, params string[] mentioned)
    {
        var refused = Assert.Throws<ResearchException>(() =>
        {
            _ = read();
        });
        Assert.Equal(Codes.Usage, refused.Code);
        Assert.All(mentioned, text => Assert.Contains(text, refused.Message, StringComparison.Ordinal));
    }
}
