namespace AutoResearch.Proposers.Agents;

/// <summary>How a coding agent is run without a person.</summary>
/// <param name="Name">As people name it, and as the ledger does.</param>
/// <param name="Command">
/// The program and its arguments, with the placeholders of <see cref="AgentCommandLine"/>. Where none of them carries the prompt, it
/// comes on standard input.
/// </param>
/// <param name="Read">Finds answer, cost and tokens in what it printed on standard output.</param>
/// <param name="Install">How a person installs it, as a sentence.</param>
/// <param name="Login">How a person logs in, as a sentence.</param>
internal sealed record AgentPreset(string Name, IReadOnlyList<string> Command, Func<string, AgentReport> Read, string Install, string Login)
{
    /// <summary>Further arguments by the user, a model for one.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Variables that it needs beside the user's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Beginnings of the names of files that it leaves in its folder for itself: they are ignored, and break no rule.</summary>
    public IReadOnlyList<string> Leavings { get; init; } = [];

    /// <summary>Words of its own by which it says that nobody is logged in, or that the key is wrong.</summary>
    public IReadOnlyList<string> LoginSigns { get; init; } = [];
}
