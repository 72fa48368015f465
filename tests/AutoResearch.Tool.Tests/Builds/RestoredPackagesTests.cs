using AutoResearch.Builds;

namespace AutoResearch.Tests.Builds;

public sealed class RestoredPackagesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-restored-").FullName;

    private string Assets => Path.Combine(folder, "project.assets.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Packages_are_there_or_one_of_them_is_not()
    {
        var fallback = Path.Combine(folder, "fallback");
        Write(
            $$$"""
            {
              "libraries": {
                "A/1.0.0": { "type": "package", "path": "a/1.0.0" },
                "B/2.0.0": { "type": "package", "path": "b/2.0.0" },
                "Own/1.0.0": { "type": "project", "path": "../own" }
              },
              "packageFolders": { "{{{Path.Combine(folder, "packages")}}}": {}, "{{{fallback}}}": {} }
            }
            """
        );
        Extract("packages/a/1.0.0");
        Extract("fallback/b/2.0.0");
        Assert.True(RestoredPackages.AreThere(Assets));

        Directory.Delete(fallback, recursive: true);
        Assert.False(RestoredPackages.AreThere(Assets));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"libraries\":{\"A/1\":{}},\"packageFolders\":{}}")]
    public void A_file_that_says_nothing_of_packages_vouches_for_none(string text)
    {
        Write(text);
        Assert.False(RestoredPackages.AreThere(Assets));
    }

    private void Write(string text) => File.WriteAllText(Assets, text);

    private void Extract(string package) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, package)).FullName, ".nupkg.metadata"), "{}");
}
