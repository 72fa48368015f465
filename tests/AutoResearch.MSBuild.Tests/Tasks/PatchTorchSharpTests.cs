using AutoResearch.Tasks;
using Microsoft.Build.Utilities;

namespace AutoResearch.Tests.Tasks;

public sealed class PatchTorchSharpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Destination => Path.Combine(folder.Path, "obj/native/libLibTorchSharp.so");

    private string StandardLibrary(params string[] versions)
    {
        var file = new ElfFile();
        file.Definitions.AddRange(versions);
        return folder.Write("lib/libstdc++.so.6", file.ToBytes());
    }

    private PatchTorchSharp Task(string standardLibrary, ElfFile? library = null)
    {
        var source = folder.Write(
            "packages/libLibTorchSharp.so",
            (
                library
                ?? new ElfFile
                {
                    Needs =
                    {
                        ("libstdc++.so.6", "GLIBCXX_3.4", 2),
                        ("libstdc++.so.6", "GLIBCXX_3.4.32", 3),
                        ("libc.so.6", "GLIBC_2.99", 4),
                    },
                    Symbols = { 2, 3 },
                    Relocations = { 1 },
                }
            ).ToBytes()
        );
        var item = new TaskItem(source, new Dictionary<string, string> { ["DestinationSubDirectory"] = "runtimes/linux-x64/native/" });
        return new PatchTorchSharp
        {
            Library = item,
            Destination = Destination,
            StandardLibraryPath = standardLibrary,
        };
    }

    [Fact]
    public void A_machine_that_has_every_version_needs_nothing()
    {
        var task = Task(StandardLibrary("GLIBCXX_3.4", "GLIBCXX_3.4.32"));

        Assert.True(TaskRun.Of(task).Succeeded);

        Assert.Null(task.Patched);
        Assert.False(File.Exists(Destination));
    }

    [Fact]
    public void A_missing_version_that_nothing_uses_is_made_optional_in_a_copy()
    {
        var task = Task(StandardLibrary("GLIBCXX_3.4"));
        var before = File.ReadAllBytes(task.Library.ItemSpec);

        var run = TaskRun.Of(task);

        Assert.Equal(before, File.ReadAllBytes(task.Library.ItemSpec));
        Assert.Equal([false, true, false], SharedObject.Read(File.ReadAllBytes(Destination))!.Needs.Select(need => need.IsWeak));
        Assert.Equal("runtimes/linux-x64/native/", task.Patched!.GetMetadata("DestinationSubDirectory"));
        Assert.Equal(Destination, task.Patched.ItemSpec);
        Assert.Contains("GLIBCXX_3.4.32", Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal(["libLibTorchSharp.so"], Directory.GetFiles(Path.GetDirectoryName(Destination)!).Select(Path.GetFileName));
    }

    [Fact]
    public void The_second_time_nothing_is_written_and_nothing_is_said()
    {
        TaskRun.Of(Task(StandardLibrary("GLIBCXX_3.4")));
        var written = File.GetLastWriteTimeUtc(Destination);

        var task = Task(StandardLibrary("GLIBCXX_3.4"));
        Assert.Empty(TaskRun.Of(task).Messages);

        Assert.Equal(written, File.GetLastWriteTimeUtc(Destination));
        Assert.NotNull(task.Patched);
    }

    [Fact]
    public void Another_source_is_copied_anew()
    {
        TaskRun.Of(Task(StandardLibrary("GLIBCXX_3.4")));

        TaskRun.Of(
            Task(StandardLibrary("GLIBCXX_3.4"), new ElfFile { Needs = { ("libstdc++.so.6", "GLIBCXX_3.4.40", 7) }, Symbols = { 7 } })
        );

        Assert.Equal("GLIBCXX_3.4.40", Assert.Single(SharedObject.Read(File.ReadAllBytes(Destination))!.Needs).Version);
    }

    [Fact]
    public void A_missing_version_that_is_used_is_an_error()
    {
        var run = TaskRun.Of(
            Task(
                StandardLibrary("GLIBCXX_3.4"),
                new ElfFile
                {
                    Needs = { ("libstdc++.so.6", "GLIBCXX_3.4.32", 3) },
                    Symbols = { 3 },
                    Relocations = { 1 },
                }
            )
        );

        Assert.False(run.Succeeded);
        Assert.Equal("AR0005", Assert.Single(run.Errors).Code);
        Assert.False(File.Exists(Destination));
    }

    [Fact]
    public void No_standard_library_is_a_warning()
    {
        var run = TaskRun.Of(Task(Path.Combine(folder.Path, "none")));

        Assert.True(run.Succeeded);
        Assert.Equal("AR0005", Assert.Single(run.Warnings).Code);
    }
}
