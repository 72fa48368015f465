namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// Tests that train against the clock run alone: neighbours spoil it. Those whose budget is in steps train the same on a busy machine,
/// and run beside each other.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Training
{
    public const string Name = "Training";
}
