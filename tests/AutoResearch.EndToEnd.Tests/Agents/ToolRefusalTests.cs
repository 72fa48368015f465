using AutoResearch.EndToEnd.Machine;
using ModelContextProtocol;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>What the server does with calls that cannot be done, and with more than one at a time.</summary>
public sealed class ToolRefusalTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_call_that_cannot_be_done_says_why_and_changes_nothing()
    {
        await using var tools = await ServedTools.Start(repository);
        var before = repository.State();

        Assert.Contains("Train.cs", await tools.Refusal("AR0111", "step", Idea()), StringComparison.Ordinal);
        Assert.Contains("AR0111", await Code(tools, "step", Idea(source: repository.Train)), StringComparison.Ordinal);
        Assert.Contains(
            "There is no experiment 9",
            await tools.Refusal("AR0114", "show", new Dictionary<string, object?> { ["experiment"] = 9 }),
            StringComparison.Ordinal
        );
        await tools.Refusal("AR0114", "restore", new Dictionary<string, object?> { ["experiment"] = 0 });
        await tools.Refusal("AR0901", "log", new Dictionary<string, object?> { ["status"] = "nonsense" });
        await tools.Refusal("AR0901", "verify");
        Assert.Contains("message", await tools.Refusal("AR0901", "step"), StringComparison.Ordinal);
        Assert.Contains(
            "\"sauce\"",
            await tools.Refusal("AR0901", "step", new Dictionary<string, object?> { ["message"] = "x", ["sauce"] = "y" }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not occur",
            await tools.Refusal("AR0901", "step", Idea(edit: ("no such text", ""))),
            StringComparison.Ordinal
        );
        await tools.Refusal("AR0110", "step", Idea(source: "class X;", file: "Prepare.cs"));
        await Assert.ThrowsAnyAsync<McpException>(() => tools.Call("format_disk"));

        Assert.Equal(before, repository.State());
        Assert.Equal(1, (await tools.Answer("status")).GetProperty("experiments").GetInt32());
    }

    [Fact]
    public async Task A_locked_file_that_was_edited_is_named_and_the_change_is_not_left_behind()
    {
        await using var tools = await ServedTools.Start(repository);
        File.AppendAllText(repository.InFolder("Prepare.cs"), "// Mine\n");
        var before = repository.State();

        Assert.Contains(
            "Prepare.cs",
            await tools.Refusal("AR0001", "step", Idea(edit: ("LearningRate = 1;", "LearningRate = 10;"))),
            StringComparison.Ordinal
        );

        Assert.Equal(before, repository.State());
    }

    [Fact]
    public async Task Edits_of_a_person_are_not_overwritten()
    {
        await using var tools = await ServedTools.Start(repository);
        var whole = repository.Train;
        repository.Edit("LearningRate = 1;", "LearningRate = 3;");
        var before = repository.State();

        Assert.Contains(
            "git restore Train.cs",
            await tools.Refusal("AR0115", "step", Idea(source: whole + "// Mine\n")),
            StringComparison.Ordinal
        );
        await tools.Refusal("AR0115", "restore", new Dictionary<string, object?> { ["experiment"] = 1 });

        Assert.Equal(before, repository.State());
    }

    [Fact]
    public async Task A_second_step_is_refused_while_the_first_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in the file system");
        await using var tools = await ServedTools.Start(repository);
        var conclusion = repository.HoldConclusion();
        var first = tools.Answer("step", Idea(edit: ("LearningRate = 1;", "LearningRate = 10;")));
        conclusion.Reached();

        await tools.Refusal("AR0112", "step", Idea(source: "class X;"));
        await tools.Refusal("AR0112", "restore", new Dictionary<string, object?> { ["experiment"] = 1 });
        Assert.True((await tools.Answer("status")).GetProperty("running").GetBoolean());

        conclusion.Release();
        Assert.Equal("kept", (await first).GetProperty("status").GetString());
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
        repository.IsTidy();
    }

    [Fact]
    public async Task Outside_a_repository_every_tool_says_so()
    {
        using var nowhere = new ResearchRepository(products, copyOf: null);
        Directory.CreateDirectory(nowhere.Folder);
        await using var tools = await ServedTools.Start(nowhere);
        foreach (var tool in (string[])["read_program", "status", "log"])
            await tools.Refusal("AR0101", tool);
        await tools.Refusal("AR0101", "step", Idea());
    }

    private static async Task<string> Code(ServedTools tools, string tool, IReadOnlyDictionary<string, object?> arguments) =>
        (await tools.Call(tool, arguments)).StructuredContent!.Value.GetProperty("error").GetProperty("code").GetString()!;

    private static Dictionary<string, object?> Idea(
        string? source = null,
        (string Before, string After)? edit = null,
        string? file = null
    ) =>
        new()
        {
            ["message"] = "An idea: it may help",
            ["source"] = source,
            ["edits"] = edit is { } one
                ? new[]
                {
                    new Dictionary<string, string> { ["before"] = one.Before, ["after"] = one.After },
                }
                : null,
            ["file"] = file,
        };
}
