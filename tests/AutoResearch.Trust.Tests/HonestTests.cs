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

    [Theory]
    [MemberData(nameof(Variations))]
    public void Is_judged_by_its_score(string variation)
    {
        var train = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Honest", variation + ".cs"));
        var record = laboratory.Letters.Try(train, TrustLayers.All);
        Assert.True(record.Status.IsJudged(), $"{record.Status.Name()}: {record.Reason}\n{record.Detail}");
    }
}
