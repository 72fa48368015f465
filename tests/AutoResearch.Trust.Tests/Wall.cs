using AutoResearch.Workspace;

namespace AutoResearch.Trust;

/// <summary>The walls, in the order in which a candidate meets them.</summary>
public enum Wall
{
    /// <summary>Only editable files may differ.</summary>
    Scope,

    /// <summary>The analyzer reads the source.</summary>
    Analyzer,

    /// <summary>The tool reads what was compiled.</summary>
    Compiled,

    /// <summary>Locked files are those that were locked.</summary>
    Lock,

    /// <summary>The sandbox around training.</summary>
    Process,

    /// <summary>The clock, on both sides.</summary>
    Time,

    /// <summary>What Prepare.cs asks of a model.</summary>
    Evaluator,

    /// <summary>The score again, from the weights, and a closer look for rare peeks at what is predicted.</summary>
    Reproduction,
}

internal static class Walls
{
    /// <summary>All walls from this one on; those before it are down.</summary>
    public static TrustLayers From(Wall first) =>
        new()
        {
            Scope = first <= Wall.Scope,
            Analyzer = first <= Wall.Analyzer,
            Compiled = first <= Wall.Compiled,
            Lock = first <= Wall.Lock,
            Sandbox = first <= Wall.Process,
            Clock = first <= Wall.Time,
            Reproduction = first <= Wall.Reproduction,
        };

    /// <summary>This wall and no other, so that none of the later ones does its work.</summary>
    public static TrustLayers Only(Wall wall) =>
        new()
        {
            Scope = wall == Wall.Scope,
            Analyzer = wall == Wall.Analyzer,
            Compiled = wall == Wall.Compiled,
            Lock = wall == Wall.Lock,
            Sandbox = wall == Wall.Process,
            Clock = wall == Wall.Time,
            Reproduction = wall == Wall.Reproduction,
        };

    /// <summary>No wall at all; the evaluator's is in Prepare.cs.</summary>
    public static TrustLayers None { get; } = From(Wall.Reproduction) with { Reproduction = false };
}
