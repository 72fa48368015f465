using System.Text.Json;
using System.Text.Json.Serialization;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>A file of the cache that gets another name with its experiment's number.</summary>
/// <param name="Sha256">Of its content: what is there under the old name may have been moved already.</param>
internal sealed record MovedFile(string From, string To, string Sha256);

/// <summary>
/// What another ledger makes of this repository, worked out and written down before the first of it is done: a kill in between leaves the
/// file, and the next verb does all of it again. Every object that it names is in the repository.
/// </summary>
/// <param name="Ledger">The commit that the ledger's branch will be.</param>
/// <param name="Refs">What refs will be, by name; null for one that goes.</param>
/// <param name="Files">Weights that move, in an order in which none is overwritten.</param>
/// <param name="Changed">The numbers of experiments that are other ones from now on, or new.</param>
internal sealed record PendingSync(
    string Ledger,
    IReadOnlyDictionary<string, string?> Refs,
    IReadOnlyList<MovedFile> Files,
    IReadOnlyList<int> Changed
)
{
    private const string FileName = "sync.json";

    /// <summary>Does what an interrupted one left; the caller holds the experiment lock.</summary>
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

    /// <summary>Writes it down, then does it; the ledger comes last.</summary>
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
