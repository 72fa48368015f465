namespace AutoResearch.Research.Publishing;

/// <summary>What a kept experiment changed, as far as a branch of its own has to know.</summary>
/// <param name="Commit">The candidate commit; its change is that against its parent.</param>
/// <param name="Branch">The name of the branch to make of it.</param>
/// <param name="Editable">The files that it was allowed to change; no other is taken over.</param>
/// <param name="Message">The message of the commit to make.</param>
/// <param name="Time">The time of the experiment, and also of the commit, so that the same call makes the same commit.</param>
internal sealed record KeptChange(
    int Experiment,
    string Commit,
    string Branch,
    IReadOnlyList<string> Editable,
    string Message,
    DateTimeOffset Time
);
