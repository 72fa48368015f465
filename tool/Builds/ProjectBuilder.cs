using System.Diagnostics;
using System.Security.Cryptography;
using AutoResearch.Research;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace AutoResearch.Builds;

/// <summary>Builds a project in this process. <see cref="Sdk.Use"/> comes first.</summary>
internal sealed class ProjectBuilder(string folder)
{
    // Restoring costs half a second even when nothing changed; these files decide whether anything could have.
    private static readonly string[] RestoreInputs = ["nuget.config", "packages.lock.json", "global.json", "Directory.Build.props", "Directory.Packages.props"];

    /// <summary>The one project file of the folder.</summary>
    public string ProjectFile { get; } = FindProject(folder);

    /// <summary>False leaves the analyzers out; for tests that show what the checks after the build find alone.</summary>
    public bool Analyzers { get; init; } = true;

    public static string FindProject(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1 ? projects[0] : throw new ResearchException(Codes.NoProject,
            $"{folder} holds {projects.Length} project files, and an experiment is exactly one. Make a new one with 'dotnet new autoresearch -n MyResearch'.");
    }

    /// <summary>Restores if its inputs changed, then builds.</summary>
    /// <param name="lockedMode">Restore exactly what packages.lock.json names, and fail on anything else.</param>
    public BuildResult Build(bool lockedMode) =>
        Session(manager => RestoreIfNeeded(manager, lockedMode) ? Compile(manager) : null);

    /// <summary>Restores, and writes packages.lock.json anew where the project asks for one.</summary>
    public BuildResult Restore() =>
        Session(manager => Restore(manager, lockedMode: false, anew: true) ? ProjectFile : null);

    private BuildResult Session(Func<BuildManager, string?> work)
    {
        var watch = Stopwatch.StartNew();
        BuildWarmUp.Finish();
        var log = new DiagnosticLogger(folder);
        using var projects = new ProjectCollection();
        var manager = BuildManager.DefaultBuildManager;
        manager.BeginBuild(new BuildParameters(projects) { Loggers = [log], EnableNodeReuse = false, MaxNodeCount = 1 });
        string? made;
        try
        {
            made = work(manager);
        }
        finally
        {
            manager.EndBuild();
        }

        var errors = log.Errors;
        if (made is null && errors.Count == 0)
            errors = [new BuildDiagnostic("MSB0000", "", 0, 0, "The build failed without saying why. 'dotnet build -c Release' in the project says more.")];
        return new BuildResult(made, errors, watch.Elapsed.TotalSeconds);
    }

    private bool RestoreIfNeeded(BuildManager manager, bool lockedMode)
    {
        var stamp = Path.Combine(folder, "obj", "autoresearch.restored");
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        var inputs = HashInputs();
        if (File.Exists(assets) && File.Exists(stamp) && File.ReadAllText(stamp) == inputs)
            return true;
        if (!Restore(manager, lockedMode, anew: false))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
        File.WriteAllText(stamp, HashInputs());
        return true;
    }

    private bool Restore(BuildManager manager, bool lockedMode, bool anew)
    {
        // The property keeps the evaluation before the restore apart from the one after it, which sees the packages.
        var properties = new Dictionary<string, string>(BuildProperties.Of(folder))
        {
            ["MSBuildRestoreSessionId"] = Guid.NewGuid().ToString("D"),
            ["RestoreLockedMode"] = lockedMode ? "true" : "false",
            ["RestoreForceEvaluate"] = anew ? "true" : "false",
        };
        var request = new BuildRequestData(
            ProjectFile, properties!, null, ["Restore"], null,
            BuildRequestDataFlags.ClearCachesAfterBuild | BuildRequestDataFlags.SkipNonexistentTargets | BuildRequestDataFlags.IgnoreMissingEmptyAndInvalidImports);
        return manager.BuildRequest(request).OverallResult == BuildResultCode.Success;
    }

    private string? Compile(BuildManager manager)
    {
        var properties = BuildProperties.Of(folder);
        if (!Analyzers)
            properties["RunAnalyzers"] = "false";
        // Without its log, an assembly that an earlier version built cannot be vouched for: it is made again.
        var target = File.Exists(BuildProperties.CompilerLog(folder)) ? "Build" : "Rebuild";
        var request = new BuildRequestData(ProjectFile, properties!, null, [target, "GetTargetPath"], null);
        var result = manager.BuildRequest(request);
        if (result.OverallResult != BuildResultCode.Success)
            return null;
        return result.ResultsByTarget["GetTargetPath"].Items.FirstOrDefault()?.ItemSpec;
    }

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

        public void Initialize(IEventSource source) => source.ErrorRaised += (_, error) =>
        {
            var file = error.File is { Length: > 0 } path ? Path.GetRelativePath(folder, Path.Combine(folder, path)) : "";
            var diagnostic = new BuildDiagnostic(error.Code ?? "", file, error.LineNumber, error.ColumnNumber, error.Message ?? "");
            if (!errors.Contains(diagnostic))
                errors.Add(diagnostic);
        };

        public void Shutdown()
        {
        }
    }
}
