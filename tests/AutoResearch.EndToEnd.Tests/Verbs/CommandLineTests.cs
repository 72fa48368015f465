using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

/// <summary>Exit codes and the form of what is printed.</summary>
public sealed class CommandLineTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("step", "--help")]
    [InlineData("--version")]
    public void Help_that_was_asked_for_is_no_error(params string[] words) => Assert.NotEqual("", repository.Tool(words).Succeeds().Output);

    [Fact]
    public void The_version_is_the_package_s() =>
        Assert.Contains(products.Version, repository.Tool("--version").Succeeds().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("experiment")]
    [InlineData("step", "--fast")]
    [InlineData("step", "foo")]
    [InlineData("show", "1", "2")]
    [InlineData("status", "please", "--json")]
    [InlineData("show")]
    [InlineData("show", "first")]
    [InlineData("log", "-n", "0")]
    [InlineData("log", "--status", "wonderful")]
    [InlineData("log", "--since", "yesterday")]
    [InlineData("log", "--sort", "size")]
    [InlineData("log", "--knob", "")]
    [InlineData("demo", "--budget", "0")]
    public void Wrong_usage_exits_with_2_and_changes_nothing(params string[] words)
    {
        var before = repository.State();
        Assert.NotEqual("", repository.Tool(words).Exits(2).Error);
        Assert.Equal(before, repository.State());
    }

    [Theory]
    [InlineData("step")]
    [InlineData("status")]
    [InlineData("log")]
    [InlineData("show", "1")]
    [InlineData("restore", "1")]
    [InlineData("verify", "1")]
    [InlineData("report")]
    [InlineData("lock")]
    public void Outside_a_repository_every_verb_says_so_in_a_document(params string[] words)
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(repository.Folder, "..", "elsewhere")).FullName;
        var result = repository.ToolIn(elsewhere, [.. words, "--json"]).FailsWith("AR0101", elsewhere);
        var error = result.Json.GetProperty("error");
        Assert.Equal("AR0101", error.GetProperty("code").GetString());
        Assert.Contains("dotnet autoresearch init", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void Settings_of_another_program_in_the_same_folder_are_not_read()
    {
        File.WriteAllText(repository.InFolder("appsettings.json"), "{ not json");
        Assert.Equal(1, repository.Tool("status", "--json").Succeeds().Json.GetProperty("experiments").GetInt32());
    }

    [Fact]
    public void Doctor_finds_nothing_wrong_with_an_initialised_project()
    {
        var doctor = repository.Tool("doctor", "--json").Succeeds().Json;
        Assert.True(doctor.GetProperty("healthy").GetBoolean());
        var checks = doctor.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).ToList();
        Assert.All(["sdk", "repository", "program.md", "lock", "libtorch", "gpu", "sandbox", "disk"], name =>
            Assert.Contains(name, checks)
        );
        Assert.Contains("GLIBCXX_3.4.32", repository.Tool("doctor").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_names_what_is_wrong()
    {
        File.AppendAllText(repository.InFolder("Prepare.cs"), "// changed\n");
        repository.CommitAll("Change what is locked");
        var doctor = repository.Tool("doctor").Exits(1);
        Assert.Contains("AR0001: Prepare.cs is locked", doctor.Output, StringComparison.Ordinal);
    }
}
