using AutoResearch.Tasks;

namespace AutoResearch.Tests.Tasks;

/// <summary>A libtorch of another version than TorchSharp's is named with both.</summary>
public sealed class TorchVersionsTests : IDisposable
{
    private static readonly string TorchSharp = typeof(TorchSharp.torch).Assembly.Location;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TorchSharp_says_what_it_was_made_for() =>
        Assert.Equal((new Version(2, 10, 0), new Version(0, 107, 0)), TorchVersions.Needed(TorchSharp));

    [Fact]
    public void What_is_no_TorchSharp_says_nothing()
    {
        Assert.Null(TorchVersions.Needed(typeof(TorchVersionsTests).Assembly.Location));
        Assert.Null(TorchVersions.Needed(folder.Write("TorchSharp.dll", "no assembly")));
        Assert.Null(TorchVersions.Needed(Path.Combine(folder.Path, "none.dll")));
    }

    [Theory]
    [InlineData("torch/version.py", "__version__ = '2.11.0+cu130'\ndebug = False\n", "2.11.0")]
    [InlineData("torch/version.py", "from typing import Optional\n__all__ = []\n__version__ = '1.13.1'\n", "1.13.1")]
    [InlineData("torch/build-version", "2.10.0+cpu\n", "2.10.0")]
    [InlineData("torch/version.py", "print('hello')\n", null)]
    [InlineData("torch/other", "2.10.0\n", null)]
    public void An_installed_one_says_what_it_is(string file, string text, string? version)
    {
        folder.Write(file, text);
        Assert.Equal(version, TorchVersions.Of(Lib(), "libtorch.so")?.ToString());
    }

    [Fact]
    public void A_package_s_folder_and_a_distribution_s_link_name_it()
    {
        Assert.Equal(new Version(2, 10, 0), TorchVersions.Of("/p/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native", "libtorch.so"));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        folder.Write("torch/lib/libtorch.so.1.13", "");
        File.CreateSymbolicLink(Path.Combine(Lib(), "libtorch.so"), "libtorch.so.1.13");
        Assert.Equal(new Version(1, 13), TorchVersions.Of(Lib(), "libtorch.so"));
    }

    [Fact]
    public void Another_major_version_is_an_error_with_both()
    {
        var run = Find("1.13.1");
        Assert.False(run.Succeeded);
        var error = Assert.Single(run.Errors);
        Assert.Equal("AR0008", error.Code);
        string[] parts = ["0.107.0", "2.10.0", "1.13.1", "pip install torch==2.10.0"];
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_older_one_of_the_same_is_a_warning_and_a_newer_one_is_none()
    {
        var older = Find("2.7.1");
        Assert.True(older.Succeeded);
        Assert.Equal("AR0008", Assert.Single(older.Warnings).Code);
        foreach (var fits in (string[])["2.10.0+cu130", "2.11.0"])
        {
            var run = Find(fits);
            Assert.True(run.Succeeded);
            Assert.Empty(run.Warnings);
        }
    }

    private TaskRun Find(string version)
    {
        folder.Write("torch/version.py", $"__version__ = '{version}'\n");
        File.WriteAllText(Path.Combine(Lib(), TorchFolder.MainLibrary), "");
        return TaskRun.Of(new FindTorch { LibraryPath = Lib(), TorchSharp = TorchSharp });
    }

    private string Lib() => Directory.CreateDirectory(Path.Combine(folder.Path, "torch", "lib")).FullName;
}
