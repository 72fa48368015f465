using AutoResearch.Research.Ledger;
using AutoResearch.Trust.Machine;
using AutoResearch.Workspace;

namespace AutoResearch.Trust;

/// <summary>
/// A peek that is too rare for the 48 probes of a scoring: with all walls up, what comes through the scoring is stopped where it would
/// be kept.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class RareLookAheadTests(Laboratory laboratory)
{
    // What is drawn is another each time: a semicolon's place is among the probes of one scoring in eight.
    private const int Attempts = 6;

    [Theory]
    [InlineData("peeks-behind-a-semicolon")]
    [InlineData("peeks-by-a-hash")]
    public void What_scoring_is_too_quick_to_find_is_found_before_it_is_kept(string name)
    {
        var scoringFoundIt = 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var record = laboratory.Letters.Try(Cheat.Named(name).Source, TrustLayers.All);
            Assert.True(Outcome.Of(record) == "invalid", $"{Outcome.Of(record)}: {record.Reason}\n{record.Detail}");
            if (record.Reason.Contains("when that byte was another one", StringComparison.Ordinal))
                return;
            scoringFoundIt++;
        }

        Assert.Fail($"{scoringFoundIt} of {Attempts} were found by the scoring.");
    }
}
