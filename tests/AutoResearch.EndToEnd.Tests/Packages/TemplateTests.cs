using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Packages;

/// <summary>What <c>dotnet new autoresearch</c> makes.</summary>
public sealed class TemplateTests(Products products) : IDisposable
{
    private readonly string folder = products.Machine.InRoot(Path.Combine("scaffolds", Guid.NewGuid().ToString("N")[..8], "My Idea"));

    public void Dispose()
    {
        if (!UserMachine.Keeps)
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public void It_holds_what_the_design_lists_and_restores_it()
    {
        products.New(folder, "-n", "MyResearch");

        Assert.Equal(
            [
                ".agents/skills/autoresearch/SKILL.md",
                ".claude/skills/autoresearch/SKILL.md",
                ".editorconfig",
                ".gitattributes",
                ".gitignore",
                "AGENTS.md",
                "Directory.Build.props",
                "MyResearch.csproj",
                "Prepare.cs",
                "Train.cs",
                "autoresearch.lock",
                "corpus/SOURCE.md",
                "corpus/test.txt.gz",
                "corpus/training.txt.gz",
                "corpus/validation.txt.gz",
                "global.json",
                "nuget.config",
                "packages.lock.json",
                "program.md",
            ],
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains(
            $"Include=\"AutoResearch.MSBuild\" Version=\"{products.Version}\"",
            Read("MyResearch.csproj"),
            StringComparison.Ordinal
        );
        products.Machine.Run(folder, "sha256sum", "--check", "--quiet", "autoresearch.lock").Succeeds();
    }

    [Fact]
    public void It_takes_its_name_from_the_folder_it_is_made_in()
    {
        Directory.CreateDirectory(folder);
        products.Machine.Run(folder, "dotnet", "new", "autoresearch", "--skipRestore", "--debug:custom-hive", products.Hive).Succeeds();
        Assert.Equal("My Idea.csproj", Path.GetFileName(Assert.Single(Directory.GetFiles(folder, "*.csproj"))));
    }

    [Fact]
    public void The_workflows_for_GitHub_are_there_when_asked_for()
    {
        products.New(folder, "--skipRestore");
        Assert.False(Directory.Exists(Path.Combine(folder, ".github")));
        products.New(folder, "--skipRestore", "--github", "--force");
        Assert.Equal(
            ["autoresearch-comment.yml", "autoresearch.yml"],
            Directory.GetFiles(Path.Combine(folder, ".github", "workflows")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_budget_is_the_program_s()
    {
        products.New(folder, "--skipRestore", "--budget", "7");
        Assert.Contains("\n- Training budget: 7 seconds\n", Read("program.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_packages_is_one_more_source()
    {
        products.New(folder, "--skipRestore");
        Assert.Contains($"value=\"{products.Feed}\"", Read("nuget.config"), StringComparison.Ordinal);
        Assert.DoesNotContain("<clear", Read("nuget.config"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu", "TorchSharp-cpu")]
    [InlineData("cuda", "TorchSharp-cuda-linux")]
    [InlineData("system", "TorchSharp")]
    public void The_backend_decides_the_reference(string backend, string package)
    {
        products.New(folder, "--skipRestore", "--backend", backend);
        Assert.Equal(package, Assert.Single(References()));
    }

    [Fact]
    public void The_backend_auto_follows_the_driver()
    {
        products.New(folder, "--skipRestore", "--backend", "auto");
        Assert.Equal(File.Exists("/proc/driver/nvidia/version") ? "TorchSharp-cuda-linux" : "TorchSharp-cpu", Assert.Single(References()));
    }

    [Fact]
    public void An_unknown_backend_is_refused()
    {
        Directory.CreateDirectory(folder);
        var refused = products.Machine.Run(
            folder,
            "dotnet",
            "new",
            "autoresearch",
            "--backend",
            "tpu",
            "--debug:custom-hive",
            products.Hive
        );
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_corpus_of_one_s_own_is_split_by_whole_files()
    {
        var texts = Directory.CreateDirectory(Path.Combine(folder, "..", "my texts")).FullName;
        foreach (var number in Enumerable.Range(1, 4))
            File.WriteAllText(
                Path.Combine(texts, $"book{number}.txt"),
                string.Concat(Enumerable.Range(0, 400).Select(line => $"Line {line} of book {number}.\n"))
            );
        products.New(folder, "--corpus", "../my texts");

        var build = products.Machine.Run(folder, "dotnet", "build", "-c", "Release", "--nologo").Succeeds();

        Assert.Contains("made corpus/", build.Output, StringComparison.Ordinal);
        var books = ((string[])["training", "validation", "test"])
            .Select(split =>
                products
                    .Machine.Run(folder, "zgrep", "-o", "book [0-9]", $"corpus/{split}.txt.gz")
                    .Succeeds()
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .ToHashSet()
            )
            .ToList();
        Assert.Equal(["book 1", "book 2", "book 3", "book 4"], books.SelectMany(split => split).Order());
        Assert.All(books, Assert.NotEmpty);
    }

    private IEnumerable<string?> References()
    {
        var items = products
            .Machine.Run(folder, "dotnet", "msbuild", "-getItem:PackageReference")
            .Succeeds()
            .Json.GetProperty("Items")
            .GetProperty("PackageReference");
        return items
            .EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString())
            .Where(id => id!.StartsWith("TorchSharp", StringComparison.Ordinal));
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(folder, path));
}
