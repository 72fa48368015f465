using AutoResearch.Repository;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Tests.Publishing;

/// <summary>A real git repository with a history of kept experiments that were never run.</summary>
internal sealed class ScratchRepository : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-publishing-").FullName;
    private readonly List<KeptChange> kept = [];

    /// <param name="train">Train.cs of the first commit.</param>
    public ScratchRepository(params string[] train)
    {
        using (var created = GitRepository.Create(folder))
        {
            created.Git.Config.Set("user.name", "Ada Example");
            created.Git.Config.Set("user.email", "ada@example.com");
        }

        Repository = GitRepository.Open(folder);
        File.WriteAllText(InFolder("Prepare.cs"), "// locked\n");
        First = Commit("The project", train);
    }

    public string Folder => folder;

    public GitRepository Repository { get; }

    public IReadOnlyList<KeptChange> Kept => kept;

    /// <summary>The first commit.</summary>
    public string First { get; }

    public LibGit2Sharp.Repository Git => Repository.Git;

    public string InFolder(string relative) => Path.Combine(folder, relative);

    /// <summary>Commits Train.cs with these lines, and all other files.</summary>
    public string Commit(string message, params string[] train)
    {
        File.WriteAllText(InFolder("Train.cs"), string.Concat(train.Select(line => line + "\n")));
        return Repository.Commits.CommitFiles(Repository.FilesNotIgnored().ToList(), message);
    }

    /// <summary>Keeps an experiment that leaves Train.cs with these lines.</summary>
    public int Keep(int number, params string[] train)
    {
        var commit = Commit($"Idea {number}", train);
        kept.Add(
            new KeptChange(
                number,
                commit,
                $"autoresearch/pr/{number:0000}-idea",
                ["Train.cs"],
                $"{number:0000}: Idea {number}\n",
                Start.AddMinutes(number)
            )
        );
        return number;
    }

    /// <summary>Finds branches for the experiments on a target commit.</summary>
    public CleanBranches On(string commit) => new(Repository, new PublishTarget("origin", "main", commit), kept);

    /// <summary>A commit on top of another one, with other lines of Train.cs.</summary>
    public string Elsewhere(string parent, params string[] train) =>
        Repository.Commits.CreateCandidate(
            parent,
            new Dictionary<string, string> { ["Train.cs"] = string.Concat(train.Select(line => line + "\n")) },
            "Elsewhere"
        );

    public string Train(string commit) => Repository.Commits.ReadText(commit, "Train.cs")!.TrimEnd('\n').Replace('\n', ' ');

    public string Remote(string name)
    {
        Git.Network.Remotes.Add(name, "https://git.invalid/ada/research.git");
        return name;
    }

    public void SetRef(string name, string commit) => Git.Refs.Add(name, new ObjectId(commit), allowOverwrite: true);

    public void Dispose()
    {
        Repository.Dispose();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}
