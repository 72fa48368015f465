using System.Text.Json;
using System.Text.Json.Serialization;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>A file of the cache that gets another name with its experiment's number.</summary>
/// <param name="Sha256">Of its content: what is there under the old name may have been moved already.</param>
internal sealed record MovedFile(string From, string To, string Sha256);

/// <summary>
/// All that taking over another ledger changes here, worked out and written to a file before the first change is made: a kill leaves the
/// file, and the next verb makes all the changes again. Every object that it names is in the repository.
/// </summary>
/// <param name="Ledger">The commit that the ledger's branch will be.</param>
/// <param name="Refs">The new id of each ref, by name; null for a ref that is removed.</param>
/// <param name="Files">Weights that move, in an order in which none is overwritten.</param>
/// <param name="Changed">The numbers that stand for another experiment from now on, or for a new one.</param>
internal sealed record PendingSync(
    string Ledger,
    IReadOnlyDictionary<string, string?> Refs,
    IReadOnlyList<MovedFile> Files,
    IReadOnlyList<int> Changed
)
{
    private const string FileName = "sync.json";

    /// <summary>Makes the changes that an interrupted sync left; the caller holds the experiment lock.</summary>
    public static void Finish(ResearchWorkspace workspace)
    {
        var path = PathOf(workspace);
        if (!File.Exists(path))
            return;
        try
        {
            JsonSerializer.Deserialize(File.ReadAllText(path), PendingSyncJson.Default.PendingSync)?.Apply(workspace);
        }
        catch (JsonException)
        {
            // Edited by hand: the ledger was not moved, and another sync works it out again.
            File.Delete(path);
        }
    }

    /// <summary>Writes the changes to the file, then makes them; the ledger comes last.</summary>
    public void Run(ResearchWorkspace workspace)
    {
        var path = PathOf(workspace);
        Directory.CreateDirectory(workspace.StateFolder);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, PendingSyncJson.Default.PendingSync));
        File.Move(path + ".new", path, overwrite: true);
        Apply(workspace);
    }

    private void Apply(ResearchWorkspace workspace)
    {
        workspace.Refs.RemoveStaleLocks();
        foreach (var file in Files)
            Move(file);
        foreach (var number in Changed)
            CurveFiles.Forget(workspace, number);
        workspace.Refs.Set(Refs);
        workspace.Ledger.MoveTo(Ledger, Changed);
        File.Delete(PathOf(workspace));
    }

    private static void Move(MovedFile file)
    {
        if (File.Exists(file.From) && WeightsFiles.Hash(file.From) == file.Sha256)
            File.Move(file.From, file.To, overwrite: true);
    }

    private static string PathOf(ResearchWorkspace workspace) => Path.Combine(workspace.StateFolder, FileName);
}

[JsonSerializable(typeof(PendingSync))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PendingSyncJson : JsonSerializerContext;
