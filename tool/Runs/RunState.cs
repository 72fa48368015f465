using System.Text.Json;
using System.Text.Json.Serialization;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Runs;

/// <summary>What is needed to continue a run that was cut off. What its experiments did is in the ledger; this is the rest.</summary>
internal sealed record RunState
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>The number of the last experiment before the run.</summary>
    public required int After { get; init; }

    public required RunLimits Limits { get; init; }

    /// <summary>The proposers as they were asked for.</summary>
    public required IReadOnlyList<string> Proposers { get; init; }

    /// <summary>The seeds of proposals are computed from it.</summary>
    public required int Seed { get; init; }

    /// <summary>How often a proposer was asked.</summary>
    public int Rounds { get; init; }

    /// <summary>Seconds that the run worked.</summary>
    public double Seconds { get; init; }

    /// <summary>The cost of proposing that led to no experiment, by proposer.</summary>
    public IReadOnlyDictionary<string, ProposalCost> Wasted { get; init; } = new Dictionary<string, ProposalCost>();

    /// <summary>The proposers that were asked, in order; the latest are enough.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Failures to propose in a row, by proposer.</summary>
    public IReadOnlyDictionary<string, FailureStreak> Streaks { get; init; } = new Dictionary<string, FailureStreak>();

    /// <summary>The proposers that are not asked any more, and why.</summary>
    public IReadOnlyDictionary<string, string> SetAside { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it ended; null while it is under way or was cut off.</summary>
    public string? Ended { get; init; }
}

[JsonSerializable(typeof(RunState))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class RunStateJson : JsonSerializerContext;

/// <summary>The state's file, in <c>.git/autoresearch</c>.</summary>
internal sealed class RunStateFile(string stateFolder)
{
    private readonly string path = Path.Combine(stateFolder, "run.json");

    /// <summary>Null when there was no run, or its file was edited by hand.</summary>
    public RunState? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), RunStateJson.Default.RunState) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(RunState state)
    {
        Directory.CreateDirectory(stateFolder);
        // Renamed into place: a kill leaves the old one or the new one, never half of one.
        var temporary = path + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(state, RunStateJson.Default.RunState));
        File.Move(temporary, path, overwrite: true);
    }
}
