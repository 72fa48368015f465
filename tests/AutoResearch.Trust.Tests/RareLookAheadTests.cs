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

    private const int Examinations = 100;

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

    public static TheoryData<string> Peeks =>
        ["peeks-behind-a-semicolon", "peeks-behind-a-full-stop", "peeks-behind-a-line", "peeks-by-a-hash", "peeks-at-one-bit"];

    /// <summary>
    /// A hundred examinations of what would be kept, each of a model trained anew and in a process of its own. What the scoring itself
    /// finds comes to no examination and is tried again, and so is what the machine cut off. Takes two hours, so it runs when
    /// asked: <c>dotnet run --project tests/AutoResearch.Trust.Tests -- -explicit only</c>.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Peeks))]
    public void Is_found_in_each_of_a_hundred_examinations(string name)
    {
        var cheat = Cheat.Named(name);
        var found = 0;
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        while (found < Examinations)
        {
            var record = laboratory.Letters.Try(cheat.Source, TrustLayers.All);
            Assert.False(record.Status.IsJudged(), $"After {found} that were found: {record.Status.Name()}, {record.Reason}");
            if (record.Reason.Contains("when that byte was another one", StringComparison.Ordinal))
                found++;
            else
                others[record.Reason] = others.GetValueOrDefault(record.Reason) + 1;
            Assert.True(others.Values.Sum() < 10 * Examinations, Telling());
        }

        TestContext.Current.SendDiagnosticMessage("{0}", Telling());

        string Telling() =>
            $"{name}: {found} examinations found it. Before one: "
            + string.Join("; ", others.Select(other => $"{other.Value} × {other.Key}"));
    }
}
