using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AutoResearch.Research;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace AutoResearch.Builds;

/// <summary>Builds a project in this process. <see cref="Sdk.Use"/> comes first.</summary>
internal sealed class ProjectBuilder(string folder)
{
    // Restoring costs half a second even when nothing changed; these files decide whether anything could have.
    private static readonly string[] RestoreInputs =
    [
        "nuget.config",
        "packages.lock.json",
        "global.json",
        "Directory.Build.props",
        "Directory.Packages.props",
    ];

    /// <summary>The one project file of the folder.</summary>
    public string ProjectFile { get; } = FindProject(folder);

    /// <summary>False leaves the analyzers out; for tests that show what the checks after the build find alone.</summary>
    public bool Analyzers { get; init; } = true;

    /// <summary>The files that a candidate may change: whatever the project says, they have to be in the assembly.</summary>
    public IReadOnlyList<string> Editable { get; init; } = [];

    public static string FindProject(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1
            ? projects[0]
            : throw new ResearchException(
                Codes.NoProject,
                $"{folder} holds {projects.Length} project files, and an experiment is exactly one. "
                    + $"Make a new one with 'dotnet new autoresearch -n MyResearch'."
            );
    }

    /// <summary>Restores if its inputs changed, then builds.</summary>
    /// <param name="lockedMode">Restore exactly what packages.lock.json names, and fail on anything else.</param>
    /// <exception cref="ResearchException">The machine is at fault, not the sources: see
    /// <see cref="BuildDiagnostic.IsOfMachine"/>.</exception>
    public BuildResult Build(bool lockedMode)
    {
        var restored = RestoreIfNeeded(lockedMode);
        var built = Compile(anew: false);
        if (IsOfMachine(built))
        {
            // Something that the restore remembers is gone, or an output is half written: once more from the beginning.
            restored += Restore(lockedMode, anew: false);
            built = Compile(anew: true);
            if (IsOfMachine(built))
                throw Fault(built);
        }

        var seconds = restored + built.Seconds;
        if (built.Program is not null && Stale(built) is not null)
        {
            built = Compile(anew: true);
            seconds += built.Seconds;
            if (built.Program is not null && Stale(built) is { } stale)
            {
                throw new ResearchException(
                    Codes.NotOfItsSource,
                    $"It cannot be shown that the compiler's result in {folder} was made from {stale} as it is there: "
                        + "something else might train. Either the project leaves that file out or gives it another name (look for "
                        + $"'Compile Remove' and 'PathMap' in {Path.GetFileName(ProjectFile)}), or "
                        + $"something changes that folder meanwhile, "
                        + "or the disk loses writes: then delete the folder and run the command again."
                );
            }
        }

        return built with
        {
            Seconds = seconds,
        };
    }

    /// <summary>Restores, and writes packages.lock.json anew where the project asks for one.</summary>
    public BuildResult Restore() =>
        Session((manager, _) => Restore(manager, lockedMode: false, anew: true, source: null) ? ProjectFile : null);

    private BuildResult Session(Func<BuildManager, ProjectCollection, string?> work)
    {
        var watch = Stopwatch.StartNew();
        BuildWarmUp.Finish();
        var log = new DiagnosticLogger(folder);
        using var projects = new ProjectCollection();
        var manager = BuildManager.DefaultBuildManager;
        // Messages of a build go into the ledger, which is in English: so are the texts of the invariant culture.
        manager.BeginBuild(
            new BuildParameters(projects)
            {
                Loggers = [log],
                EnableNodeReuse = false,
                MaxNodeCount = 1,
                UICulture = CultureInfo.InvariantCulture,
            }
        );
        string? made = null;
        try
        {
            made = work(manager, projects);
        }
        catch (InvalidProjectFileException exception)
        {
            log.Add(exception.ErrorCode, exception.ProjectFile, exception.LineNumber, exception.ColumnNumber, exception.BaseMessage);
        }
        finally
        {
            manager.EndBuild();
        }

        var errors = log.Errors;
        if (made is null && errors.Count == 0)
            errors =
            [
                new BuildDiagnostic(
                    "MSB0000",
                    "",
                    0,
                    0,
                    "The build failed without saying why. 'dotnet build -c Release' in the project says more."
                ),
            ];
        return new BuildResult(made, errors, watch.Elapsed.TotalSeconds);
    }

    // Returns the seconds that it took.
    private double RestoreIfNeeded(bool lockedMode)
    {
        var stamp = Path.Combine(folder, "obj", "autoresearch.restored");
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        var inputs = HashInputs();
        if (File.Exists(assets) && File.Exists(stamp) && File.ReadAllText(stamp) == inputs && RestoredPackages.AreThere(assets))
            return 0;
        var seconds = Restore(lockedMode, anew: false);
        Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
        File.WriteAllText(stamp, HashInputs());
        return seconds;
    }

    // A locked restore names every package and its hash. Where all of them are here already, no feed has to answer, or even to exist.
    private double Restore(bool lockedMode, bool anew)
    {
        var seconds = 0.0;
        if (lockedMode && RestoredPackages.Folder() is { } packages)
        {
            var here = Session((manager, _) => Restore(manager, lockedMode, anew, packages) ? ProjectFile : null);
            seconds = here.Seconds;
            if (here.Succeeded)
                return seconds;
        }

        var result = Session((manager, _) => Restore(manager, lockedMode, anew, source: null) ? ProjectFile : null);
        return result.Succeeded
            ? seconds + result.Seconds
            : throw new ResearchException(
                Codes.RestoreFailed,
                $"The packages of {folder} cannot be restored: {string.Join("; ", result.Errors)}. Nothing was recorded. Make the feed "
                    + $"reachable, or fill "
                    + "the package folder where it is ('dotnet restore' in the project says more), and run the command again."
            );
    }

    private bool Restore(BuildManager manager, bool lockedMode, bool anew, string? source)
    {
        // The property keeps the evaluation before the restore apart from the one after it, which sees the packages.
        var properties = new Dictionary<string, string>(BuildProperties.Of(folder))
        {
            ["MSBuildRestoreSessionId"] = Guid.NewGuid().ToString("D"),
            ["RestoreLockedMode"] = lockedMode ? "true" : "false",
            ["RestoreForceEvaluate"] = anew ? "true" : "false",
        };
        if (source is not null)
        {
            properties["RestoreSources"] = source;
            // Both would ask a feed.
            properties["NuGetAudit"] = "false";
            properties["DisableTransitiveFrameworkReferenceDownloads"] = "true";
        }

        var request = new BuildRequestData(
            ProjectFile,
            properties!,
            null,
            ["Restore"],
            null,
            BuildRequestDataFlags.ClearCachesAfterBuild
                | BuildRequestDataFlags.SkipNonexistentTargets
                | BuildRequestDataFlags.IgnoreMissingEmptyAndInvalidImports
        );
        return manager.BuildRequest(request).OverallResult == BuildResultCode.Success;
    }

    private BuildResult Compile(bool anew)
    {
        IReadOnlyList<string> sources = [];
        var built = Session(
            (manager, projects) =>
            {
                var project = Evaluate(projects);
                // An assembly without the compiler's log was built by an earlier version of the tool and cannot be checked: rebuild it.
                var target = anew || !File.Exists(BuildProperties.CompilerLog(folder)) ? "Rebuild" : "Build";
                var result = manager.BuildRequest(new BuildRequestData(project, [target, "GetTargetPath"]));
                if (result.OverallResult != BuildResultCode.Success)
                    return null;
                // Read after the build, so that sources added by its targets are included.
                sources = [.. project.GetItems("Compile").Select(item => item.EvaluatedInclude)];
                return result.ResultsByTarget["GetTargetPath"].Items.FirstOrDefault()?.ItemSpec;
            }
        );
        return built with { Sources = sources };
    }

    private ProjectInstance Evaluate(ProjectCollection projects)
    {
        var properties = BuildProperties.Of(folder);
        if (!Analyzers)
            properties["RunAnalyzers"] = "false";
        var options = new ProjectOptions { ProjectCollection = projects, GlobalProperties = properties };
        var project = ProjectInstance.FromFile(ProjectFile, options);
        // The compiler looks for .editorconfig files up to the root of the disk. Those above the project's folder are not its own.
        foreach (var settings in project.GetItems("EditorConfigFiles").Where(settings => LiesAbove(settings.EvaluatedInclude)).ToList())
            project.RemoveItem(settings);
        return project;
    }

    private bool LiesAbove(string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file, folder)) is { } above
        && above != folder
        && Path.GetRelativePath(above, folder) is var way
        && !way.StartsWith("..", StringComparison.Ordinal)
        && !Path.IsPathRooted(way);

    private string? Stale(BuildResult built)
    {
        var editable = Editable.Where(file => File.Exists(Path.Combine(folder, file)));
        return SourceProof.FirstStale(folder, built.Program!, editable.Concat(built.Sources));
    }

    private static bool IsOfMachine(BuildResult result) => !result.Succeeded && result.Errors.All(error => error.IsOfMachine);

    private ResearchException Fault(BuildResult result) =>
        new(
            Codes.MachineBuild,
            $"The build in {folder} failed for a reason that is not in the sources: {string.Join("; ", result.Errors)}. Nothing was "
                + $"recorded, and the edits are where "
                + "they were. Mend it ('dotnet build -c Release' in the project says more; 'dotnet autoresearch doctor' looks at the "
                + "machine), and run the command again."
        );

    private string HashInputs()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in RestoreInputs.Select(name => Path.Combine(folder, name)).Prepend(ProjectFile).Where(File.Exists))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed class DiagnosticLogger(string folder) : ILogger
    {
        private readonly List<BuildDiagnostic> errors = [];

        public IReadOnlyList<BuildDiagnostic> Errors => errors;

        public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Quiet;

        public string? Parameters { get; set; }

        public void Initialize(IEventSource source) =>
            source.ErrorRaised += (_, error) => Add(error.Code, error.File, error.LineNumber, error.ColumnNumber, error.Message);

        public void Add(string? code, string? path, int line, int column, string? message)
        {
            var file = path is { Length: > 0 } ? Path.GetRelativePath(folder, Path.Combine(folder, path)) : "";
            var diagnostic = new BuildDiagnostic(code ?? "", file, line, column, message ?? "");
            if (!errors.Contains(diagnostic))
                errors.Add(diagnostic);
        }

        public void Shutdown() { }
    }
}
