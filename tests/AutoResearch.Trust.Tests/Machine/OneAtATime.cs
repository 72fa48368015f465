namespace AutoResearch.Trust.Machine;

/// <summary>One experiment at a time: they train, and they share this process's MSBuild and environment.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "One at a time";
}
