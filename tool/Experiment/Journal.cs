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

    /// <summary>The slot that it runs in.</summary>
    public int Slot { get; init; }

    /// <summary>How many of the experiments before it were not in the ledger when it began.</summary>
    public int Unseen { get; init; }

    /// <summary>Null in a journal that an earlier version wrote.</summary>
    public Origin? Origin { get; init; }

    /// <summary>Its row in the ledger once it is decided, while experiments before it are not; else null.</summary>
    public string? Row { get; init; }

    /// <summary>Of a decided one: what belongs on its page and into no row.</summary>
    public string? Detail { get; init; }

    /// <summary>Of a decided one: its score on the held-out split; null where it has none.</summary>
    public double? HeldOut { get; init; }

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
            Slot = captured.Slot,
            Unseen = captured.Unseen,
        };

    /// <summary>The same once it is decided, so that a kill before its conclusion loses nothing of it.</summary>
    public Journal Decided(ExperimentRecord record, double? heldOut) =>
        this with
        {
            Row = ResultsTable.Row(record).TrimEnd('\n'),
            Detail = record.Detail,
            HeldOut = heldOut,
            TrainingProcess = null,
            TrainingProcessStarted = null,
        };

    /// <summary>What the ledger is to say of it: what was decided, or that it was interrupted.</summary>
    public ExperimentRecord Record() =>
        Row is { } row
            ? ResultsTable.ParseRow(row, MetricName, 1, Number) with
            {
                Detail = Detail,
            }
            : Interrupted("the tool was ended from outside before the experiment was judged");

    /// <summary>What the ledger says of an experiment that did not come to its end.</summary>
    public ExperimentRecord Interrupted(string reason) =>
        new()
        {
            Number = Number,
            Commit = Candidate,
            Parent = Parent,
            Status = ExperimentStatus.Interrupted,
            Description = Description,
            Reason = reason,
            Conditions = new Conditions(Lock, Budget, Device),
            Time = Started,
            IsBaseline = IsBaseline,
            MetricName = MetricName,
            Seeds = Seeds,
            Origin = Origin ?? Research.Ledger.Origin.Person,
            Unseen = Unseen,
        };
}

[JsonSerializable(typeof(Journal))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>The journal of one experiment as a file in <c>.git/autoresearch</c>.</summary>
internal sealed class JournalFile
{
    private const string Name = "journal";
    private const string Extension = ".json";

    private readonly string path;

    private JournalFile(string path) => this.path = path;

    public static JournalFile Of(ResearchWorkspace workspace, int number) =>
        new(Path.Combine(workspace.StateFolder, FormattableString.Invariant($"{Name}-{number:0000}{Extension}")));

    /// <summary>The journals of all experiments under way, in the order of their numbers.</summary>
    public static IReadOnlyList<Journal> All(ResearchWorkspace workspace) =>
        [.. Files(workspace).Select(file => file.Read()).OfType<Journal>().OrderBy(journal => journal.Number)];

    /// <summary>The number of the next experiment that begins.</summary>
    public static int NextNumber(ResearchWorkspace workspace) =>
        All(workspace).Select(journal => journal.Number + 1).Append(workspace.Ledger.Next).Max();

    /// <summary>Forgets an experiment that is concluded, or was undone.</summary>
    public static void Delete(ResearchWorkspace workspace, int number)
    {
        // An earlier version's file has no number in its name.
        foreach (var file in Files(workspace).Where(file => file.Read()?.Number == number))
            File.Delete(file.path);
    }

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

    private static IEnumerable<JournalFile> Files(ResearchWorkspace workspace) =>
        Directory.Exists(workspace.StateFolder)
            ? Directory.GetFiles(workspace.StateFolder, Name + "*" + Extension).Select(path => new JournalFile(path))
            : [];
}
