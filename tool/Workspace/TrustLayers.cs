namespace AutoResearch.Workspace;

/// <summary>
/// The walls between a candidate and its score. All of them stand, always; no option and no setting takes one down. Only a
/// test does, to show that each of the others holds alone.
/// </summary>
internal sealed record TrustLayers
{
    public static TrustLayers All { get; } = new();

    /// <summary>Only editable files may differ from the research branch.</summary>
    public bool Scope { get; init; } = true;

    /// <summary>The locked files of the candidate's commit are those of its parent.</summary>
    public bool Lock { get; init; } = true;

    /// <summary>The analyzer reads the candidate's source while it is built.</summary>
    public bool Analyzer { get; init; } = true;

    /// <summary>The tool reads what was compiled.</summary>
    public bool Compiled { get; init; } = true;

    /// <summary>Training processes run in a sandbox where there is one.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>The tool measures the time of training itself.</summary>
    public bool Clock { get; init; } = true;

    /// <summary>What would be kept is scored again from its weights.</summary>
    public bool Reproduction { get; init; } = true;
}
