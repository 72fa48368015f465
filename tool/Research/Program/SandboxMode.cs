namespace AutoResearch.Research.Program;

/// <summary>What to do on a machine where training cannot be put into a sandbox.</summary>
internal enum SandboxMode
{
    /// <summary>Say so and train without one.</summary>
    Auto,

    /// <summary>Refuse.</summary>
    Require,
}
