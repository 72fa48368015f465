using System.Text.Json;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Audit;

/// <summary>What <c>verify --json</c> answered.</summary>
public sealed class Audited(CommandResult result)
{
    private readonly JsonElement document = result.Json;

    public IReadOnlyList<JsonElement> Findings => [.. document.GetProperty("findings").EnumerateArray()];

    public IReadOnlyList<int> Reproduced =>
        [.. document.GetProperty("reproduced").EnumerateArray().Select(score => score.GetProperty("experiment").GetInt32())];

    public string Notes =>
        string.Join('\n', document.GetProperty("notes").EnumerateArray().Select(note => note.GetProperty("text").GetString()));

    /// <summary>Exit code 0, and nothing was found.</summary>
    public Audited Agrees()
    {
        result.Succeeds();
        Assert.True(document.GetProperty("agrees").GetBoolean());
        Assert.Empty(Findings);
        return this;
    }

    /// <summary>Exit code 1, and a finding with this code about this experiment whose line holds these words.</summary>
    public Audited Finds(string code, int? experiment, params string[] words)
    {
        result.Exits(1);
        Assert.False(document.GetProperty("agrees").GetBoolean());
        Assert.True(
            Findings.Any(finding => Matches(finding, code, experiment, words)),
            $"no {code} of experiment {experiment} with {string.Join(" and ", words)}: {result}"
        );
        return this;
    }

    /// <summary>Asserts that every finding is of this code.</summary>
    public Audited FindsOnly(string code)
    {
        Assert.All(Findings, finding => Assert.Equal(code, finding.GetProperty("code").GetString()));
        return this;
    }

    /// <summary>Asserts that the scores of these experiments, and no others, were reproduced.</summary>
    public Audited Reproduces(params int[] experiments)
    {
        Assert.Equal(experiments, Reproduced);
        return this;
    }

    private static bool Matches(JsonElement finding, string code, int? experiment, string[] words)
    {
        var number = finding.TryGetProperty("experiment", out var of) ? of.GetInt32() : (int?)null;
        var line = string.Join(' ', ((string[])["where", "problem", "remedy"]).Select(part => finding.GetProperty(part).GetString()));
        return finding.GetProperty("code").GetString() == code
            && number == experiment
            && words.All(word => line.Contains(word, StringComparison.Ordinal));
    }
}
