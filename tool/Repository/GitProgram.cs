using AutoResearch.Processes;

namespace AutoResearch.Repository;

/// <summary>Asks the user's own git for what libgit2 cannot: short, local commands that need no network.</summary>
internal static class GitProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What it printed; null where there is no git, it failed, or it did not answer.</summary>
    public static string? Run(string folder, params string[] arguments) =>
        ShortCommand.Output(new UserCommand("git", arguments) { Folder = folder, Patience = Patience });
}
