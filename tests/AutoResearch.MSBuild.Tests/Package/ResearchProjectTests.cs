using System.Security.Cryptography;

namespace AutoResearch.Tests.Package;

/// <summary>What a user meets who references the package: real restores, builds and training runs.</summary>
public class ResearchProjectTests(PackedPackage package)
{
    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string LibTorchSharp { get; } =
        Path.Combine(PackedPackage.MachinePackages, "torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    [Fact]
    public void A_project_restores_builds_and_trains_again_after_each_edit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and native names of Linux");
        var project = package.CreateProject("Größe und Ähnliches");
        var before = File.Exists(LibTorchSharp) ? HashOf(LibTorchSharp) : null;

        project.Build().Succeeds();
        Assert.Contains("num_steps:        200", project.Train().Succeeds().Output, StringComparison.Ordinal);

        for (var edit = 0; edit < 2; edit++)
        {
            project.Append("Train.cs", "// edited\n");
            var again = project.Build().Succeeds();
            Assert.Equal(0, again.Count("corrected copy"));
            project.Train().Succeeds();
        }

        Assert.All(Directory.GetFiles(project.Native), library => Assert.NotNull(new FileInfo(library).LinkTarget));
        Assert.False(Directory.Exists(Path.Combine(project.Output, "runtimes", "osx-arm64")), "libraries of another platform");
        Assert.True(
            Directory
                .GetFiles(project.Output, "*", SearchOption.AllDirectories)
                .Where(file => new FileInfo(file).LinkTarget is null)
                .Sum(file => new FileInfo(file).Length) < 2_000_000
        );
        Assert.Equal("training\n", File.ReadAllText(Path.Combine(project.Output, "corpus", "training.txt")));
        if (before is not null)
            Assert.Equal(before, HashOf(LibTorchSharp));
    }

    [Fact]
    public void A_runtime_identifier_works_as_well()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and native names of Linux");
        var project = package.CreateProject("With RID");

        project.Build("-p:RuntimeIdentifier=linux-x64").Succeeds();

        project.Dotnet(Path.Combine(project.Output, "linux-x64", "Summation.dll"), "--budget", "5 steps").Succeeds();
    }

    [Fact]
    public void The_libtorch_of_another_folder_trains_just_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and native names of Linux");
        var installed = Path.Combine(PackedPackage.MachinePackages, "libtorch-cpu-linux-x64", "2.10.0", "runtimes", "linux-x64", "native");
        Assert.SkipUnless(Directory.Exists(installed), "no libtorch to stand in for PyTorch's");
        var project = package.CreateProject("System");
        var torch = Directory.CreateDirectory(project.FullPath("site-packages/torch/lib")).FullName;
        foreach (var library in Directory.GetFiles(installed))
            File.CreateSymbolicLink(Path.Combine(torch, Path.GetFileName(library)), library);

        project.Build("-p:TorchBackend=system", $"-p:TorchLibraryPath={Path.GetDirectoryName(torch)}").Succeeds();

        Assert.Equal(Path.Combine(torch, "libtorch_cpu.so"), new FileInfo(Path.Combine(project.Native, "libtorch_cpu.so")).LinkTarget);
        project.Train().Succeeds();
    }

    [Fact]
    public void A_changed_locked_file_fails_the_build_twice_over_and_the_compiler_still_speaks()
    {
        var project = package.CreateProject("Locked");
        project.Append("Prepare.cs", "// changed\n");
        project.Append("Train.cs", "static class Broken { static int X => undefined; }\n");
        File.Delete(project.FullPath("corpus/test.txt"));

        var build = project.Build().Exits(1);

        Assert.Equal(1, build.Count("Prepare.cs : error AR0001: Prepare.cs is locked and was changed."));
        Assert.Equal(1, build.Count("Prepare.cs(1,1): error AR0001: Prepare.cs is locked and was changed."));
        Assert.Equal(1, build.Count("test.txt : error AR0001: corpus/test.txt is locked and is missing."));
        Assert.Equal(1, build.Count("error CS0103"));

        // Neither a disabled warning nor a disabled analyzer opens the lock.
        var silenced = project.Build("-p:RunAnalyzers=false", "-p:NoWarn=AR0001").Exits(1);
        Assert.Equal(1, silenced.Count("Prepare.cs : error AR0001"));
    }

    [Fact]
    public void Without_a_lock_nothing_is_built()
    {
        var project = package.CreateProject("Unlocked");
        File.Delete(project.FullPath("autoresearch.lock"));
        Assert.Equal(1, project.Build().Exits(1).Count("error AR0002: autoresearch.lock is missing"));
    }

    [Fact]
    public void An_unknown_backend_says_which_there_are()
    {
        var project = package.CreateProject("Backend");
        Assert.Equal(1, project.Build("-p:TorchBackend=gpu").Exits(1).Count("error AR0006: TorchBackend is 'gpu'. Set it to cpu,"));
        Assert.Equal(1, project.Build("-p:TorchBackend=system", $"-p:TorchLibraryPath={project.Folder}").Exits(1).Count("error AR0006"));
    }

    [Fact]
    public void A_text_of_ones_own_becomes_the_corpus_once()
    {
        var project = package.CreateProject("Own corpus");
        foreach (var split in Directory.GetFiles(project.FullPath("corpus")))
            File.Delete(split);
        File.WriteAllText(project.FullPath("my text.txt"), string.Concat(Enumerable.Range(0, 3000).Select(i => $"line {i}\n")));
        project.Lock();

        Assert.Equal(1, project.Build("-p:AutoResearchCorpus=my text.txt").Succeeds().Count("AutoResearch: made corpus/"));
        project.Lock();
        Assert.Equal(0, project.Build("-p:AutoResearchCorpus=my text.txt").Succeeds().Count("AutoResearch: made corpus/"));

        Assert.Equal(
            ["test.txt.gz", "training.txt.gz", "validation.txt.gz"],
            Directory.GetFiles(Path.Combine(project.Output, "corpus")).Select(Path.GetFileName).Order()
        );

        // Plain instead of compressed: the output must not keep both.
        File.Delete(project.FullPath("corpus/test.txt.gz"));
        File.WriteAllText(project.FullPath("corpus/test.txt"), "test\n");
        project.Build().Succeeds();
        Assert.Equal(
            ["test.txt", "training.txt.gz", "validation.txt.gz"],
            Directory.GetFiles(Path.Combine(project.Output, "corpus")).Select(Path.GetFileName).Order()
        );
    }
}
