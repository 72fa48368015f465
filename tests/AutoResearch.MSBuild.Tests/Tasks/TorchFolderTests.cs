using AutoResearch.Tasks;

namespace AutoResearch.Tests.Tasks;

public sealed class TorchFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_folder_itself_and_the_one_above_are_understood()
    {
        folder.Write($"torch/lib/{TorchFolder.MainLibrary}", "");
        var lib = Path.Combine(folder.Path, "torch", "lib");

        Assert.Equal(lib, TorchFolder.Find(lib).Folder);
        Assert.Equal(lib, TorchFolder.Find(Path.Combine(folder.Path, "torch")).Folder);
    }

    [Fact]
    public void A_folder_without_libtorch_is_named()
    {
        var (found, problem) = TorchFolder.Find(folder.Path);
        Assert.Null(found);
        Assert.Contains(folder.Path, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_keeps_its_place_beside_torch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names of Linux");
        folder.Write("torch/lib/libtorch.so", "");
        folder.Write("torch/lib/libgomp-98b2.so.1", "");
        folder.Write("torch/lib/libtorch_python.so", "");
        folder.Write("torch/lib/readme.txt", "");
        folder.Write("nvidia/cublas/lib/libcublas.so.12", "");

        string[] Of(string output) =>
            [
                .. TorchFolder
                    .Libraries(Path.Combine(folder.Path, "torch/lib"), output)
                    .Select(library => library.Output + Path.GetFileName(library.Path)),
            ];

        Assert.Equal(
            [
                "runtimes/linux-x64/native/libgomp-98b2.so.1",
                "runtimes/linux-x64/native/libtorch.so",
                "runtimes/nvidia/cublas/lib/libcublas.so.12",
            ],
            Of("runtimes/linux-x64/native/")
        );
        Assert.Equal(["libgomp-98b2.so.1", "libtorch.so", "libcublas.so.12"], Of(""));
    }
}
