using System.Runtime.CompilerServices;
using AutoResearch.Builds;
using AutoResearch.Experiment;
using AutoResearch.Processes;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>
/// Makes a project an experiment: builds it, makes the repository if there is none, and completes the lock. Everything
/// is checked before the first file is written.
/// </summary>
internal static class Initialisation
{
    /// <param name="anew">Begins a ledger even where a remote has one.</param>
    public static ResearchWorkspace Run(string folder, SandboxPolicy sandbox, IExperimentObserver observer, bool anew = false)
    {
        // The compiler names its sources by their real paths.
        var project = RealPath.Of(FindProjectFolder(folder));
        var root = GitRepository.FindRoot(project);
        if (root is not null && !SamePath(root, project))
        {
            throw new ResearchException(
                Codes.NoProject,
                $"{project} lies inside the repository {root}, whose history would get mixed up with the experiments. Give it a "
                    + $"repository of its own: run 'git init' in {project}, then this command again."
            );
        }

        if (root is not null)
        {
            using var repository = GitRepository.Open(project);
            repository.RequireRoomForBranches();
        }

        var program = ResearchProgram.Parse(ProgramFile.Read(project, "'dotnet new autoresearch' makes one."));
        sandbox.Apply(program.Sandbox);
        Sdk.Use(project);
        observer.Notice($"Building {Path.GetFileName(project)} …");
        if (root is null)
        {
            // Asked for before the repository exists: one without a commit helps nobody.
            GitRepository.RequireGlobalIdentity(project);
            // Nothing was measured yet, so whatever the human has made of the template is what gets locked.
            Relock.Refresh(project);
            RequireBuild(project, program.Editable);
            GitRepository.Create(project).Dispose();
            observer.Notice($"Made a git repository in {project}.");
        }
        else
        {
            RequireBuild(project, program.Editable);
        }

        var workspace = anew ? Opening.OpenAsItIs(project, observer) : Opening.Open(project, observer);
        try
        {
            workspace.Repository.RequireIdentity();
            workspace.Repository.Exclude(Ledger.MirroredPaths);
            if (!workspace.Repository.IsUnborn)
                workspace.Repository.RequireResearchBranch();
            if (workspace.Repository.IsUnborn || !IsComplete(workspace))
            {
                var result = Relock.Run(workspace, workspace.Repository.IsUnborn ? "Start the experiment" : "Lock the experiment");
                observer.Notice($"Locked {result.Files} files in {LockFile.FileName}.");
            }

            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    // The template's lock holds only the files that no template parameter changes; the first init adds the rest. A complete lock is left
    // alone even if a file disagrees with it: the check that every experiment begins with reports that.
    private static bool IsComplete(ResearchWorkspace workspace)
    {
        var text = workspace.Repository.Commits.ReadText(workspace.Repository.HeadCommit, LockFile.FileName);
        if (text is null)
            return false;
        if (!LockFile.TryParse(text, out var lockFile, out _))
            return true;
        return lockFile.Hashes.Keys.Any(path => path.EndsWith(".csproj", StringComparison.Ordinal));
    }

    internal static string FindProjectFolder(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (
                File.Exists(Path.Combine(current.FullName, LockFile.FileName))
                || File.Exists(Path.Combine(current.FullName, ResearchProgram.FileName))
            )
                return current.FullName;
        }

        throw new ResearchException(
            Codes.NoProject,
            $"{folder} holds no experiment. Make one: dotnet new autoresearch -n MyResearch, go into its "
                + $"folder, and run this command again."
        );
    }

    private static void RequireBuild(string project, IReadOnlyList<string> editable)
    {
        var result = Build(project, editable);
        if (!result.Succeeded)
            throw new ResearchException(
                Codes.BuildFailed,
                $"{project} does not build:{Environment.NewLine}{string.Join(Environment.NewLine, result.Errors)}"
            );
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult Build(string project, IReadOnlyList<string> editable) =>
        new ProjectBuilder(project) { Editable = editable }.Build(lockedMode: false);

    private static bool SamePath(string left, string right) =>
        string.Equals(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)),
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(right)),
            OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
}
