using System.Security.Cryptography;
using AutoResearch.Tasks;

namespace AutoResearch.Tests.Tasks;

public sealed class VerifyLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private void Lock(params string[] paths) =>
        folder.Write(
            "autoresearch.lock",
            LockFile
                .Create(
                    paths.ToDictionary(
                        path => path,
                        path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, path))))
                    )
                )
                .ToString()
        );

    private TaskRun Verify() => TaskRun.Of(new VerifyLock { ProjectFolder = folder.Path });

    [Fact]
    public void Unchanged_files_pass()
    {
        folder.Write("Prepare.cs", "// data\r\n");
        folder.Write("corpus/training.txt.gz", [0, 1, 2]);
        Lock("Prepare.cs", "corpus/training.txt.gz");

        Assert.True(Verify().Succeeded);
    }

    [Fact]
    public void Every_changed_and_missing_file_is_named()
    {
        var prepare = folder.Write("Prepare.cs", "// data\n");
        folder.Write("global.json", "{}");
        folder.Write("corpus/test.txt", "Emma");
        Lock("Prepare.cs", "global.json", "corpus/test.txt");
        // Line endings are bytes, too.
        folder.Write("Prepare.cs", "// data\r\n");
        File.Delete(Path.Combine(folder.Path, "corpus/test.txt"));

        var run = Verify();

        Assert.False(run.Succeeded);
        Assert.Equal(["AR0001", "AR0001"], run.Errors.Select(error => error.Code));
        Assert.Equal(prepare, run.Errors[0].File);
        Assert.Equal(
            "Prepare.cs is locked and was changed. Undo the change (git restore Prepare.cs), or lock the new content on purpose "
                + "with 'dotnet autoresearch lock', which starts a new baseline.",
            run.Errors[0].Message
        );
        Assert.StartsWith("corpus/test.txt is locked and is missing.", run.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_lock_is_an_error()
    {
        var error = Assert.Single(Verify().Errors);
        Assert.Equal("AR0002", error.Code);
        Assert.Contains("autoresearch.lock is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_lock_is_an_error()
    {
        folder.Write("autoresearch.lock", "<<<<<<< HEAD\n");
        var error = Assert.Single(Verify().Errors);
        Assert.Equal("AR0002", error.Code);
        Assert.Contains("line 1 is not a SHA-256", error.Message, StringComparison.Ordinal);
    }
}
