using AutoResearch.Research.Ledger;
using AutoResearch.Trust.Machine;
using AutoResearch.Workspace;

namespace AutoResearch.Trust;

/// <summary>What an honest researcher tries must run with no complaint: each file of Honest/ is a Train.cs of the template's
/// problem.</summary>
[Collection(OneAtATime.Name)]
public sealed class HonestTests(Laboratory laboratory)
{
    public static TheoryData<string> Variations =>
        [
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "Honest"), "*.cs")
                .Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What rounds most, where a difference that is not one would show.</summary>
    public static TheoryData<string> RoundingMost =>
        ["ensemble", "fake-quantisation", "fourier-convolution", "linear-attention", "mixed-precision", "torch-transformer"];

    // Most are better than letter pairs and would be kept: each would be examined for a quarter of a minute.
    [Theory]
    [MemberData(nameof(Variations))]
    public void Is_judged_by_its_score(string variation) => RequireNoComplaint(laboratory.Brief, variation);

    [Theory]
    [MemberData(nameof(RoundingMost))]
    public void Stands_a_whole_examination(string variation) => RequireNoComplaint(laboratory.Letters, variation);

    private static void RequireNoComplaint(ProjectUnderAttack project, string variation)
    {
        var train = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Honest", variation + ".cs"));
        var record = project.Try(train, TrustLayers.All);
        Assert.True(record.Status.IsJudged(), $"{record.Status.Name()}: {record.Reason}\n{record.Detail}");
    }
}
