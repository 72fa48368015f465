using AutoResearch.Research;
using AutoResearch.Workspace;

namespace AutoResearch.Tests.Machines;

public sealed class ExperimentLockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-lock-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void One_process_at_a_time_holds_it()
    {
        using (ExperimentLock.Take(folder))
            Assert.Equal("AR0112", Assert.Throws<ResearchException>(() => ExperimentLock.Take(folder)).Code);
        ExperimentLock.Take(folder).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_other_experiment()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        Assert.Null(ExperimentLock.TryTake(Path.Combine(file, "state")));
        Assert.ThrowsAny<IOException>(() => ExperimentLock.Take(Path.Combine(file, "state")));
    }

    [Fact]
    public void A_holder_that_cannot_be_named_leaves_nothing_held()
    {
        // In the place of the file that names the holder.
        Directory.CreateDirectory(Path.Combine(folder, "holder"));
        Assert.Throws<UnauthorizedAccessException>(() => ExperimentLock.Take(folder));
        Directory.Delete(Path.Combine(folder, "holder"));
        ExperimentLock.Take(folder).Dispose();
    }
}
