using AutoResearch.Experiment;
using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Runs;
using AutoResearch.Verbs;
using AutoResearch.Workspace;
using LibGit2Sharp;

namespace AutoResearch.Trust.Machine;

/// <summary>A research project with a measured baseline. Each attack starts from it and leaves it as it was.</summary>
internal sealed class ProjectUnderAttack
{
    private readonly string head;
    private readonly string ledger;
    private readonly IReadOnlyDictionary<string, byte[]> settings;

    public ProjectUnderAttack(string folder)
    {
        Folder = folder;
        using (GitRepository.Create(folder))
        using (var git = new LibGit2Sharp.Repository(folder))
        {
            git.Config.Set("user.name", "Eve Example", ConfigurationLevel.Local);
            git.Config.Set("user.email", "eve@example.com", ConfigurationLevel.Local);
        }

        using (var workspace = Opening.Open(folder, new Witness()))
        {
            workspace.Repository.Exclude(Ledger.MirroredPaths);
            Relock.Run(workspace, "Start the experiment");
        }

        Baseline = Run(TrustLayers.All, loop => loop.EnsureBaseline().Record);
        Assert.Equal(ExperimentStatus.Kept, Baseline.Status);
        using var made = new LibGit2Sharp.Repository(folder);
        head = made.Head.Tip.Sha;
        ledger = made.Refs["refs/heads/" + LedgerBranch.Name].ResolveToDirectReference().TargetIdentifier;
        settings = GitSettings().ToDictionary(path => path, File.ReadAllBytes);
    }

    public string Folder { get; }

    public ExperimentRecord Baseline { get; }

    /// <summary>The commit that attacks start from.</summary>
    public string Head => head;

    public string InFolder(string relative) => Path.Combine(Folder, relative);

    /// <summary>Takes a Train.cs through one experiment.</summary>
    public ExperimentRecord Try(string train, TrustLayers layers) => Attack(layers, () => File.WriteAllText(InFolder("Train.cs"), train));

    /// <summary>Changes the project and takes that through one experiment; throws what the tool refuses it with.</summary>
    public ExperimentRecord Attack(TrustLayers layers, Action change)
    {
        try
        {
            change();
            return Run(layers, loop => loop.Step("attack").Record);
        }
        finally
        {
            Restore();
        }
    }

    private ExperimentRecord Run(TrustLayers layers, Func<ResearchLoop, ExperimentRecord> run)
    {
        var witness = new Witness();
        using var workspace = Opening.Open(Folder, witness, layers);
        var record = run(
            new ResearchLoop(
                workspace,
                witness,
                ToolClock.SinceProcessStart(),
                new SandboxPolicy(SandboxMode.Auto, witness),
                CancellationToken.None
            )
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"{record.Status.Name()}: {record.Reason}\n{record.Detail}\n{witness}");
        return record;
    }

    private void Restore()
    {
        // What an attack may have left above the worktree that candidates are built in.
        File.Delete(Path.Combine(Environment.GetEnvironmentVariable("AUTORESEARCH_CACHE")!, "Directory.Build.props"));
        RestoreGitSettings();
        using var git = new LibGit2Sharp.Repository(Folder);
        git.Refs.UpdateTarget("HEAD", "refs/heads/main");
        git.Reset(ResetMode.Hard, git.Lookup<Commit>(head));
        git.RemoveUntrackedFiles();
        // No reset touches what git ignores.
        foreach (var ignored in Directory.GetFiles(Folder, "*.user"))
            File.Delete(ignored);
        git.Refs.UpdateTarget(git.Refs["refs/heads/" + LedgerBranch.Name], new ObjectId(ledger));
        foreach (
            var reference in git
                .Refs.FromGlob("refs/autoresearch/*")
                .Where(reference => reference.CanonicalName != ExperimentRefs.RefName(Baseline.Number))
                .ToList()
        )
            git.Refs.Remove(reference);
    }

    // Files that steer git and that no reset touches: what an attack hides with them would stay hidden for the next one.
    private IEnumerable<string> GitSettings() =>
        Directory
            .EnumerateFiles(InFolder(".git/info"))
            .Concat(Directory.EnumerateFiles(InFolder(".git/hooks")))
            .Append(InFolder(".git/config"));

    private void RestoreGitSettings()
    {
        foreach (var path in GitSettings().Where(path => !settings.ContainsKey(path)).ToList())
            File.Delete(path);
        foreach (var (path, content) in settings)
            File.WriteAllBytes(path, content);
    }
}
