using System.Security.Cryptography;
using System.Text;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>A repository as text, for comparing it before and after.</summary>
internal static class RepositoryState
{
    public static string Of(UserMachine machine, string folder)
    {
        var state = new StringBuilder();
        if (Directory.Exists(Path.Combine(folder, ".git")))
        {
            foreach (
                var arguments in (string[][])
                    [
                        ["for-each-ref"],
                        ["status", "--porcelain", "--branch", "--untracked-files=all"],
                        ["ls-files", "--stage"],
                    ]
            )
                state.Append(machine.Run(folder, "git", ["-c", "safe.directory=*", .. arguments]).Output).Append("--\n");
            state.Append(Worktrees(machine, folder)).Append(File.ReadAllText(Path.Combine(folder, ".git", "HEAD")));
            state.Append("journal: ").Append(HasJournal(folder)).Append('\n');
        }

        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, file);
            if (relative.Split('/')[0] is not (".git" or "bin" or "obj"))
                state.Append(relative).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))).Append('\n');
        }

        return state.ToString();
    }

    private static bool HasJournal(string folder) =>
        Path.Combine(folder, ".git", "autoresearch") is var state
        && Directory.Exists(state)
        && Directory.GetFiles(state, "journal*.json").Length > 0;

    // An idle slot is part of the cache: it may come, and it may stay.
    private static string Worktrees(UserMachine machine, string folder) =>
        string.Join(
            "\n\n",
            machine
                .Run(folder, "git", "-c", "safe.directory=*", "worktree", "list", "--porcelain")
                .Output.Split("\n\n")
                .Where(worktree =>
                    !(
                        worktree.Contains("/slots/slot-", StringComparison.Ordinal)
                        && worktree.Contains("\ndetached", StringComparison.Ordinal)
                    )
                )
        );
}
