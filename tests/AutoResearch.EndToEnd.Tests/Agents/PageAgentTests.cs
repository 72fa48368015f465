using System.Text.Json;
using System.Text.RegularExpressions;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>A scripted agent that knows AGENTS.md as the scaffold has it, runs what stands there and expects what stands there.</summary>
public sealed partial class PageAgentTests : IDisposable
{
    private readonly ResearchRepository repository;
    private readonly string page;
    private readonly IReadOnlyList<string> spans;

    public PageAgentTests(Products products)
    {
        repository = new ResearchRepository(products);
        page = File.ReadAllText(repository.InFolder("AGENTS.md"));
        spans = [.. Span().Matches(page).Select(match => match.Groups[1].Value)];
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_does_the_loop()
    {
        // 1. Where it stands.
        var incumbent = Run("status --json").GetProperty("incumbent");
        Assert.Single(Run("log --json").GetProperty("experiments").EnumerateArray());

        // 2. and 3. An idea.
        repository.Improve();
        var better = repository.Train;
        var kept = Step();
        IsAsPromised(Example(), kept);
        Means("kept", kept);
        Assert.Equal("Short title: why it should help", kept.GetProperty("description").GetString());
        Assert.Equal(
            incumbent.GetProperty("metric").GetProperty("value").GetDouble(),
            kept.GetProperty("metric").GetProperty("baseline").GetDouble()
        );
        IsBaseline(better);

        // 4. Another.
        repository.Edit("LearningRate = 10;", "LearningRate = 0.01;");
        var worse = repository.Train;
        var discarded = Step();
        IsAsPromised(Example(), discarded);
        Means("discarded", discarded);
        IsBaseline(better);

        // One that does not compile: the reason has the error, the edit stays, and it can be dropped.
        repository.Edit("run.IsOver)", "run.IsOver");
        var broken = Step();
        Means("build-failed", broken);
        Assert.Contains("error CS", broken.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(better, repository.Train);
        repository.Shell(spans.Single(span => span.StartsWith("git ", StringComparison.Ordinal))).Succeeds();
        IsBaseline(better);

        // No experiment, no work done.
        var refused = repository.Shell(Command("step --json"));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal("AR0111", refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.NotEqual("", refused.Json.GetProperty("error").GetProperty("message").GetString());

        // What was tried.
        var number = discarded.GetProperty("experiment").GetRawText();
        Assert.Equal(
            ["kept", "kept", "discarded", "build-failed"],
            Run("log --json").GetProperty("experiments").EnumerateArray().Select(Status)
        );
        var shown = JsonOf(Command("show").Replace("17", number, StringComparison.Ordinal));
        Assert.NotEqual("", shown.GetProperty("page").GetString());
        Assert.Contains("+", shown.GetProperty("diff").GetString(), StringComparison.Ordinal);
        repository.Shell(Command("restore").Replace("17", number, StringComparison.Ordinal)).Succeeds();
        Assert.Equal(worse, repository.Train);
        repository.Git("restore", ".");
        repository.IsTidy();
    }

    [Fact]
    public void It_is_a_page()
    {
        Assert.InRange(page.Length, 1000, 4500);
        Assert.InRange(page.Count(c => c == '\n'), 20, 60);
    }

    [Theory]
    [InlineData(".claude")]
    [InlineData(".agents")]
    public void It_is_a_skill_where_agent_tools_look_for_one(string folder)
    {
        var skill = File.ReadAllText(repository.InFolder(Path.Combine(folder, "skills", "autoresearch", "SKILL.md")));
        var parts = FrontMatter().Match(skill);
        // The folder's name, as the format asks for.
        Assert.Equal("autoresearch", parts.Groups["name"].Value);
        Assert.InRange(parts.Groups["description"].Length, 50, 1024);
        Assert.Equal(page.Trim(), parts.Groups["text"].Value.Trim());
    }

    [Fact]
    public void It_explains_every_status()
    {
        var list = repository.Tool("log", "--status", "nonsense").Exits(2).Error;
        var statuses = list[(list.IndexOf("There are: ", StringComparison.Ordinal) + "There are: ".Length)..]
            .Trim()
            .TrimEnd('.')
            .Split(", ");
        Assert.Equal(statuses.Order(), Explained().Order());
    }

    [Fact]
    public void It_names_only_verbs_that_there_are()
    {
        var help = repository.Tool("--help").Succeeds().Output;
        var named = spans
            .Where(span => span.StartsWith("dotnet autoresearch ", StringComparison.Ordinal))
            .Select(span => span.Split(' ')[2])
            .Distinct()
            .ToList();
        Assert.Superset(new HashSet<string> { "status", "log", "step", "show", "restore", "run" }, named.ToHashSet());
        Assert.All(named, verb => Assert.Matches($"(?m)^ +{verb} ", help));
    }

    [Fact]
    public void Its_configuration_starts_the_tools()
    {
        using var configuration = JsonDocument.Parse(spans.Single(span => span.Contains("mcpServers", StringComparison.Ordinal)));
        var server = configuration.RootElement.GetProperty("mcpServers").GetProperty("autoresearch");
        var command = string.Join(
            ' ',
            server
                .GetProperty("args")
                .EnumerateArray()
                .Select(argument => argument.GetString())
                .Prepend(server.GetProperty("command").GetString())
        );

        var served = repository.Shell($"echo '{WireTests.Hello}' | {command}").Succeeds();

        Assert.Equal("autoresearch", served.Json.GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString());
    }

    private JsonElement Step() => Run("step --json");

    // The first command of the page that begins like this.
    private string Command(string verb) => spans.First(span => span.StartsWith("dotnet autoresearch " + verb, StringComparison.Ordinal));

    private JsonElement Run(string verb) => JsonOf(Command(verb));

    private JsonElement JsonOf(string command) => repository.Shell(command).Succeeds().Json;

    private JsonElement Example()
    {
        using var example = JsonDocument.Parse(Block().Match(page).Groups[1].Value);
        return example.RootElement.Clone();
    }

    private IEnumerable<string> Explained() =>
        page.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Span().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

    private void Means(string status, JsonElement answer)
    {
        Assert.Equal(status, Status(answer));
        Assert.Contains(status, Explained());
    }

    private void IsBaseline(string source)
    {
        Assert.Equal(source, repository.Train);
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    // Every member that the page shows is there, and of the kind that it shows.
    private static void IsAsPromised(JsonElement promised, JsonElement given)
    {
        Assert.Equal(promised.ValueKind, given.ValueKind);
        if (promised.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in promised.EnumerateObject())
        {
            Assert.True(given.TryGetProperty(member.Name, out var value), $"{member.Name} is missing: {given}");
            IsAsPromised(member.Value, value);
        }
    }

    private static string Status(JsonElement experiment) => experiment.GetProperty("status").GetString()!;

    [GeneratedRegex("(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex("(?s)```json\n(.*?)```")]
    private static partial Regex Block();

    [GeneratedRegex(@"(?s)\A---\nname: (?<name>[^\n]+)\ndescription: (?<description>[^\n]+)\n---\n(?<text>.*)\z")]
    private static partial Regex FrontMatter();
}
