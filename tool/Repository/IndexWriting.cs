using System.Diagnostics;
using AutoResearch.Research;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>Writes the user's index. An editor, or another git, may hold it for a moment: that is waited for.</summary>
internal static class IndexWriting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="change">Changes the index of the repository, which is read anew for each try, and says whether there is something
    /// to write.</param>
    /// <exception cref="ResearchException">Something held it all the time; nothing was written.</exception>
    public static void Write(string workTree, Func<LibGit2Sharp.Repository, bool> change)
    {
        for (var watch = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            using var git = new LibGit2Sharp.Repository(workTree);
            try
            {
                if (change(git))
                    git.Index.Write();
                return;
            }
            catch (LockedFileException) when (watch.Elapsed < Patience)
            {
                // Try again.
            }
            catch (LockedFileException exception)
            {
                throw new ResearchException(
                    Codes.IndexLocked,
                    $"{Path.Combine(git.Info.Path, "index.lock")} has been there for {Patience.TotalSeconds:0} seconds: another git is "
                        + $"at work in this repository, or one that was "
                        + "ended left it behind. Wait for it, or delete the file if no git is running, and run the command again.",
                    exception
                );
            }
        }
    }
}
