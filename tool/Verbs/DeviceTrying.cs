using System.Globalization;
using System.Runtime.CompilerServices;
using AutoResearch.Builds;
using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>
/// What doctor finds out by doing it: builds the project where it lies, as 'dotnet build' does, starts it inside the sandbox as training is
/// started, and has it multiply on its device. No code of Train.cs is called, nothing is recorded, and an experiment that is running is not
/// disturbed.
/// </summary>
internal sealed class DeviceTrying(string folder, CancellationToken cancellation)
{
    private const string Untried = "not tried";

    private Sdk? sdk;
    private string? program;

    /// <summary>The libtorch that the project was built with; null before <see cref="Build"/>, and without one.</summary>
    public BuiltTorch? Torch => program is null ? null : BuiltTorch.Of(program);

    public (CheckState, string) Build()
    {
        var project = Initialisation.FindProjectFolder(folder);
        sdk = Sdk.Use(project);
        cancellation.ThrowIfCancellationRequested();
        var result = Make(project);
        program = result.Program;
        return result.Succeeded
            ? (CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(project)} builds, {result.Seconds:0.0} s"))
            : (
                CheckState.Failed,
                $"{Codes.BuildFailed}: {project} does not build: {string.Join("; ", result.Errors)}. "
                    + "'dotnet build -c Release' there says more."
            );
    }

    public (CheckState, string) Device()
    {
        if (program is null || sdk is null)
            return (CheckState.Note, $"{Untried}: the project does not build");
        var (asked, required) = Wanted();
        var sandbox = Sandbox.Find().Sandbox;
        if (sandbox is null && required)
            return (CheckState.Note, $"{Untried}: {ResearchProgram.FileName} requires a sandbox, and there is none");
        using var free = TakeLock(out var busy);
        if (busy)
            return (CheckState.Note, $"{Untried}: an experiment is running here, and would be slowed. Run doctor again when it is over.");
        var (tried, hint) = Try(sdk, program, asked, sandbox);
        var place = sandbox is null ? "without a sandbox" : "inside the sandbox";
        if (tried.What is null)
        {
            return (
                CheckState.Note,
                $"{tried.Device}, {place}; Prepare.cs has nothing to try it with. A method TryDevice there, as in "
                    + "a new project, multiplies two matrices."
            );
        }

        // NaN counts as wrong, too.
        if (tried.Error != 0)
        {
            return (
                CheckState.Failed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Codes.DeviceWrong}: {tried.Device} multiplies wrongly {place}: of {tried.What}, the product is off by up to "
                        + $"{tried.Error}. Train nothing on it: another version of the driver or of "
                        + $"libtorch may mend it; 'nvidia-smi -q' lists a GPU's "
                        + $"memory errors."
                )
            );
        }

        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{tried.Device}: {tried.What} multiplied {place}, every number right, in {1e3 * tried.Seconds:0.###} ms: "
                + $"{tried.Operations / tried.Seconds / 1e12:0.####} TFLOP/s"
        );
        return hint is null ? (CheckState.Ok, message) : (CheckState.Note, $"{message}. {hint}");
    }

    private (TriedEvent Tried, string? Hint) Try(Sdk used, string assembly, string asked, Sandbox? sandbox)
    {
        var scratch = Directory.CreateTempSubdirectory("autoresearch-doctor-").FullName;
        try
        {
            var files = new TrainingFiles(used.Host, assembly, scratch, null);
            using var session = new TrainingSession(TrainingProcess.Start(files, sandbox), Allowance.ForTrial, _ => { }, cancellation);
            return RightDevice.Try(session, assembly, asked, sandbox is not null);
        }
        catch (CandidateFailedException failure)
        {
            var versions = Torch is { Fits: false } torch ? $" {torch}." : "";
            throw new ResearchException(Codes.RunNotOpened, $"the device could not be tried: {failure.Message.TrimEnd('.')}.{versions}");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    // A program.md that cannot be read is reported on a line of its own.
    private (string Device, bool RequiresSandbox) Wanted()
    {
        try
        {
            var settings = ResearchProgram.Parse(ProgramFile.Read(Initialisation.FindProjectFolder(folder), ""));
            return (settings.Device, settings.Sandbox == SandboxMode.Require);
        }
        catch (ResearchException)
        {
            return ("auto", false);
        }
    }

    // Where nothing was measured yet, there is nothing to disturb and no lock to take.
    private ExperimentLock? TakeLock(out bool busy)
    {
        busy = false;
        var root = Repository.GitRepository.FindRoot(folder);
        if (root is null)
            return null;
        using var workspace = ResearchWorkspace.Open(folder);
        if (!File.Exists(Path.Combine(workspace.StateFolder, "lock")))
            return null;
        var taken = ExperimentLock.TryTake(workspace.StateFolder);
        busy = taken is null;
        return taken;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult Make(string project) =>
        new ProjectBuilder(project).Build(lockedMode: File.Exists(Path.Combine(project, "packages.lock.json")));
}
