namespace AutoResearch.EndToEnd.Machine;

/// <summary>Tests that train run one after another: neighbours spoil the clock.</summary>
[CollectionDefinition(Name)]
public sealed class Training
{
    public const string Name = "Training";
}
