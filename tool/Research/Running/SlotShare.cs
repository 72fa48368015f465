namespace AutoResearch.Research.Running;

/// <summary>What of the machine one slot of a run trains on.</summary>
/// <param name="Number">Counted from 0.</param>
/// <param name="Threads">On how many threads of the processor; null for as many as there are, or the user says.</param>
/// <param name="Device">The device, such as <c>cuda:1</c>; null for the one that program.md asks for.</param>
internal sealed record SlotShare(int Number, int? Threads, string? Device)
{
    /// <summary>How many slots there are.</summary>
    public int Of { get; init; } = 1;

    /// <summary>All of it: one experiment at a time.</summary>
    public static readonly SlotShare Whole = new(0, null, null);
}
