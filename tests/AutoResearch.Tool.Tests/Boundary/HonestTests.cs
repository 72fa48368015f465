using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Tests.Boundary;

/// <summary>What a modeller writes is never complained about, whatever the compiler makes of it.</summary>
public sealed class HonestTests
{
    public static TheoryData<string> Samples =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith("Honest/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_honest_candidate_has_no_findings(string sample) =>
        Assert.Empty(CompiledSample.Check(CompiledSample.Read(sample), withSource: true));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Neither_has_it_in_a_debug_build(string sample) =>
        Assert.Empty(CompiledSample.Check(CompiledSample.Read(sample), optimization: OptimizationLevel.Debug));

    [Theory]
    [InlineData("Template")]
    [InlineData("Points")]
    public void What_is_shipped_has_no_findings(string project) =>
        Assert.Empty(
            CompiledSample.Check(CompiledSample.Read($"{project}/Train.cs"), CompiledSample.Read($"{project}/Prepare.cs"), withSource: true)
        );
}
