using System.Text.RegularExpressions;

namespace AutoResearch.Tests.Package;

public partial class PackageTests(PackedPackage package)
{
    [Fact]
    public void Holds_exactly_what_it_should() =>
        Assert.Equal(
            [
                "AutoResearch.MSBuild.nuspec",
                "README.md",
                "[Content_Types].xml",
                "_rels/.rels",
                "analyzers/dotnet/cs/AutoResearch.Analyzers.dll",
                "build/AutoResearch.MSBuild.props",
                "build/AutoResearch.MSBuild.targets",
                "build/AutoResearch.Torch.targets",
                "buildTransitive/AutoResearch.MSBuild.props",
                "buildTransitive/AutoResearch.MSBuild.targets",
                "buildTransitive/AutoResearch.Torch.targets",
                "lib/net10.0/AutoResearch.Runtime.dll",
                "lib/net10.0/AutoResearch.Runtime.xml",
                "lib/net10.0/AutoResearch.Torch.dll",
                "lib/net10.0/AutoResearch.Torch.xml",
                "package/services/metadata/core-properties/nuget.psmdcp",
                "tools/net10.0/AutoResearch.Tasks.dll",
            ],
            package.Entries
        );

    [Fact]
    public void Depends_on_nothing() =>
        Assert.DoesNotContain("<dependency ", package.Read("AutoResearch.MSBuild.nuspec"), StringComparison.Ordinal);

    [Fact]
    public void Direct_and_transitive_references_get_the_same_build()
    {
        foreach (var file in new[] { "AutoResearch.MSBuild.props", "AutoResearch.MSBuild.targets", "AutoResearch.Torch.targets" })
            Assert.Equal(package.Read($"build/{file}"), package.Read($"buildTransitive/{file}"));
    }

    [Fact]
    public void The_readme_explains_every_code_that_the_build_reports()
    {
        // Other codes are the tool's.
        var readme = package.Read("README.md");
        var codes = CodeOfBuild()
            .Matches(
                string.Join(
                    ' ',
                    typeof(AutoResearch.Tasks.VerifyLock)
                        .Assembly.GetType("AutoResearch.Codes")!
                        .GetFields()
                        .Select(field => (string)field.GetRawConstantValue()!)
                )
            )
            .Select(match => match.Value)
            .ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"| {code} |", readme, StringComparison.Ordinal));
    }

    [GeneratedRegex("AR00[0-9]{2}")]
    private static partial Regex CodeOfBuild();
}
