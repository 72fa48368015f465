using System.IO.Compression;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Packages;

/// <summary>The packages as a feed folder offers them.</summary>
public sealed class PackageTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void There_are_exactly_three_and_what_the_tool_installs_on_each_platform() =>
        Assert.Equal(
            (
                (string[])
                    [
                        "AutoResearch.MSBuild",
                        "AutoResearch.Template",
                        "dotnet-autoresearch",
                        "dotnet-autoresearch.any",
                        "dotnet-autoresearch.linux-x64",
                    ]
            )
                .Select(id => $"{id}.{products.Version}.nupkg")
                .Order(StringComparer.Ordinal),
            Directory.GetFiles(products.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("dotnet-autoresearch", "<packageType name=\"DotnetTool\" />")]
    [InlineData("AutoResearch.Template", "<packageType name=\"Template\" />")]
    [InlineData("AutoResearch.MSBuild", "<id>AutoResearch.MSBuild</id>")]
    public void Each_says_what_it_is(string id, string words)
    {
        using var package = ZipFile.OpenRead(Path.Combine(products.Feed, $"{id}.{products.Version}.nupkg"));
        using var nuspec = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        Assert.Contains(words, nuspec.ReadToEnd(), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("README.md"));
    }

    /// <summary>MSBuild and Roslyn are those of the SDK that is there anyway.</summary>
    [Theory]
    [InlineData("dotnet-autoresearch.linux-x64")]
    [InlineData("dotnet-autoresearch.any")]
    public void None_brings_a_second_compiler(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(products.Feed, $"{id}.{products.Version}.nupkg"));
        Assert.Contains(package.Entries, entry => entry.Name == "dotnet-autoresearch.dll");
        Assert.DoesNotContain(package.Entries, entry => entry.Name is "Microsoft.CodeAnalysis.dll" or "Microsoft.Build.dll");
    }

    [Theory]
    [InlineData("dnx")]
    [InlineData("tool", "exec")]
    public void The_tool_runs_without_being_installed(params string[] command)
    {
        var status = repository
            .Dotnet([.. command, $"dotnet-autoresearch@{products.Version}", "--source", products.Feed, "--yes", "--", "status", "--json"])
            .Succeeds();
        Assert.Equal(1, status.Json.GetProperty("experiments").GetInt32());
    }

    [Fact]
    public void The_tool_is_a_verb_of_dotnet_where_it_is_installed()
    {
        // `dotnet tool install -g` does no more than this: it puts the command's folder on the path.
        repository.Set("PATH", Path.GetDirectoryName(products.Tool) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
        Assert.Equal("main", repository.Dotnet("autoresearch", "status", "--json").Succeeds().Json.GetProperty("branch").GetString());
    }
}
