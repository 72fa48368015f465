using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Machines as people have them: what is wrong with one is never the candidate's, and what can be repaired is.</summary>
public sealed class MachineTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Variables_of_the_shell_are_no_properties_of_the_build()
    {
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("VERSION", "v1.2-rc_main"),
                    ("PLATFORM", "linux/amd64"),
                    ("OUTDIR", repository.InFolder("../elsewhere/")),
                    ("TargetFramework", "net5.0"),
                    ("LangVersion", "3"),
                    ("Configuration", "Debug"),
                ]
        )
            repository.Set(name, value);
        Builds();
        Assert.False(Directory.Exists(repository.InFolder("../elsewhere")));
    }

    [Fact]
    public void A_clock_that_was_set_back_trains_no_other_candidate()
    {
        Builds();
        var slot = Assert.Single(
            Directory.GetDirectories(Path.Combine(Directory.GetDirectories(repository.Cache).Single(), "slots"), "slot-0")
        );
        foreach (
            var file in ((string[])["obj", "bin"])
                .SelectMany(folder => Directory.GetFiles(Path.Combine(slot, folder), "*", SearchOption.AllDirectories))
                .Where(file => new FileInfo(file).LinkTarget is null)
        )
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(1));
        repository.Git("restore", "Train.cs");
        DoesNotBuild();
    }

    [Fact]
    public void Packages_that_were_cleared_are_restored_again()
    {
        var packages = repository.InFolder("../packages");
        products.Machine.Run(repository.Folder, "cp", "-al", products.Machine.InRoot("packages"), packages).Succeeds();
        repository.Set("NUGET_PACKAGES", packages);
        Builds();
        Directory.Delete(Path.Combine(packages, "autoresearch.msbuild"), recursive: true);
        repository.Git("restore", "Train.cs");
        DoesNotBuild();
    }

    [Fact]
    public void Packages_that_are_nowhere_are_no_result()
    {
        var packages = Directory.CreateDirectory(repository.InFolder("../packages")).FullName;
        repository.Set("NUGET_PACKAGES", packages);
        repository.Set("NUGET_FALLBACK_PACKAGES", null);
        repository.Set("HOME", Home("<add key=\"gone\" value=\"/nonexistent/feed\" />"));
        File.Delete(repository.InFolder("nuget.config"));
        repository.CommitAll("Name no feed");
        repository.Tool("lock", "--help");
        var rows = repository.Ledger().Count;
        repository.Improve();

        var step = repository.Tool("step", "--json");

        Assert.Equal(1, step.ExitCode);
        Assert.Equal(rows, repository.Ledger().Count);
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/v3/index.json")]
    [InlineData("/net/share/feed")]
    public void A_feed_that_does_not_answer_is_not_needed(string feed)
    {
        repository.Set("HOME", Home($"<add key=\"corp\" value=\"{feed}\" />"));
        Builds();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nonexistent")]
    public void A_user_without_a_home_builds(string? home)
    {
        repository.Git("config", "user.name", "a");
        repository.Git("config", "user.email", "a@example.com");
        repository.Set("HOME", home);
        repository.Set("DOTNET_CLI_HOME", null);
        Builds();
        Assert.Contains("disk", repository.Tool("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_speaks_English()
    {
        repository.Set("DOTNET_CLI_UI_LANGUAGE", "tr");
        repository.Set("LANG", "tr_TR.UTF-8");
        repository.Edit("LearningRate = 1;", "LearningRate = \"x\";");
        Assert.Contains(
            "Cannot implicitly convert",
            repository.Tool("step", "--json").Succeeds().Json.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_build_speaks_English()
    {
        repository.EditProject("<TargetFramework>net10.0</TargetFramework>", "<TargetFramework>net99.0</TargetFramework>");
        // The culture of the user reaches the tool only so.
        repository.Set("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0");
        repository.Set("LANG", "de_DE.UTF-8");
        repository.Set("LC_ALL", null);
        repository.Tool("lock").Says("The current .NET SDK does not support targeting .NET 99.0");
    }

    [Fact]
    public void A_folder_for_temporary_files_that_is_gone_is_not_needed()
    {
        repository.Set("TMPDIR", "/nonexistent/tmp");
        Builds();
    }

    [Fact]
    public void A_cache_behind_a_link_keeps_its_slot()
    {
        var disk = Directory.CreateDirectory(repository.InFolder("../disk")).FullName;
        File.CreateSymbolicLink(repository.InFolder("../link"), disk);
        repository.Set("AUTORESEARCH_CACHE", repository.InFolder("../link"));
        DoesNotBuild();
        var slot = Directory.GetDirectories(disk).Select(folder => Path.Combine(folder, "slots", "slot-0")).Single();
        File.WriteAllText(Path.Combine(slot, "obj", "still-the-same"), "");
        DoesNotBuild();
        Assert.True(File.Exists(Path.Combine(slot, "obj", "still-the-same")), "the slot was made anew");
    }

    private string Home(string sources)
    {
        var home = repository.InFolder("../home");
        Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet"));
        File.WriteAllText(
            Path.Combine(home, ".nuget", "NuGet", "NuGet.Config"),
            $"<configuration><packageSources>{sources}</packageSources></configuration>"
        );
        UserMachine.WriteIdentity(home, "Ada Example");
        return home;
    }

    private void Builds()
    {
        repository.Worsen();
        Assert.Equal("discarded", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
    }

    private void DoesNotBuild()
    {
        if (!repository.Train.Contains("Rate = \"x\"", StringComparison.Ordinal))
            repository.Edit("LearningRate = 1;", "LearningRate = \"x\";");
        var step = repository.Tool("step", "--json").Succeeds().Json;
        Assert.Equal("build-failed", step.GetProperty("status").GetString());
        Assert.Contains("CS0029", step.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
