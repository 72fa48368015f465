using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Novelty;

/// <summary>A proposal, and what there is to compare it with.</summary>
/// <param name="Files">Its editable files: text by path. Those that it leaves alone may be missing.</param>
/// <param name="Current">All editable files, as they stand on the research branch.</param>
/// <param name="Records">The ledger, in order.</param>
/// <param name="Incumbent">The experiment that the research branch stands on.</param>
internal sealed record NoveltyQuestion(
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Current,
    IReadOnlyList<ExperimentRecord> Records,
    ExperimentRecord Incumbent,
    Direction Direction
)
{
    /// <summary>The proposals for this very experiment that were refused: the reason by the hash of the normal form.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The editable files of an earlier commit, or null. Called for few commits, and only where the rows do not tell enough; without it,
    /// near copies of earlier candidates are found by their knobs only.
    /// </summary>
    public Func<string, IReadOnlyDictionary<string, string>?> FilesOf { get; init; } = _ => null;
}
