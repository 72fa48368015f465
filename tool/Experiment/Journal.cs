using System.Text.Json;
using System.Text.Json.Serialization;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// The experiment under way, written before anything of it can be seen in the repository. What a kill leaves behind is
/// put right from it, together with the ledger: no entry there means the experiment was interrupted.
/// </summary>
internal sealed record Journal
{
    public required int Number { get; init; }

    public required string Description { get; init; }

    public required string Candidate { get; init; }

    public required string Parent { get; init; }

    public required string Branch { get; init; }

    public required string ResearchBranch { get; init; }

    /// <summary>The editable files that the candidate changes.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required bool IsBaseline { get; init; }

    public required string MetricName { get; init; }

    public required string Lock { get; init; }

    public required string Budget { get; init; }

    public required string Device { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null in a journal that an earlier version wrote.</summary>
    public Origin? Origin { get; init; }

    public int? TrainingProcess { get; init; }

    public DateTime? TrainingProcessStarted { get; init; }

    /// <summary>The journal of an experiment that begins.</summary>
    /// <param name="candidate">Its commit.</param>
    /// <param name="branch">The branch it gets; empty for one that gets none.</param>
    public static Journal Of(Captured captured, string candidate, string branch) =>
        new()
        {
            Number = captured.Number,
            Description = captured.Description,
            Candidate = candidate,
            Parent = captured.Parent,
            Branch = branch,
            ResearchBranch = captured.ResearchBranch,
            Files = captured.Files,
            IsBaseline = captured.IsBaseline,
            MetricName = captured.Program.Metric.Name,
            Lock = captured.LockId,
            Budget = captured.Program.Budget.ToString(),
            Device = captured.Incumbent?.Conditions.Device ?? "",
            Seeds = [],
            Origin = captured.Origin,
            Started = captured.Time,
        };
}

[JsonSerializable(typeof(Journal))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>The journal's file, in <c>.git/autoresearch</c>.</summary>
internal sealed class JournalFile(string stateFolder)
{
    private readonly string path = Path.Combine(stateFolder, "journal.json");

    public static JournalFile Of(ResearchWorkspace workspace) => new(workspace.StateFolder);

    public void Write(Journal journal)
    {
        // Renamed into place: a kill leaves the old one or the new one, never half of one.
        var temporary = path + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(journal, JournalJson.Default.Journal));
        File.Move(temporary, path, overwrite: true);
    }

    public Journal? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), JournalJson.Default.Journal) : null;
        }
        catch (JsonException)
        {
            // Edited by hand: without it there is nothing to replay.
            return null;
        }
    }

    public void Delete() => File.Delete(path);
}
