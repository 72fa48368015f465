using System.Diagnostics;
using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Runs;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What a demo should do.</summary>
/// <param name="Output">Where the project goes; null for a new folder in the temporary files.</param>
/// <param name="Experiments">How many follow the baseline; null for as many as are shown by default.</param>
/// <param name="Budget">Seconds of training that each gets; null for the default.</param>
/// <param name="Packages">A folder with the packages, for a tool that runs outside its clone.</param>
/// <param name="Sandbox">What --sandbox was given; null when it was not.</param>
internal sealed record DemoRequest(string? Output, int? Experiments, int? Budget, string? Packages, string? Sandbox);

/// <summary>What a demo gave.</summary>
/// <param name="Seconds">Where the time went.</param>
/// <param name="Best">The best of what was kept; null where nothing was.</param>
/// <param name="Change">The change of the best one, as a diff.</param>
/// <param name="SourceFolder">The clone that the tool was built in; null for an installed one.</param>
internal sealed record Demonstrated(
    string Folder,
    IReadOnlyList<ExperimentRecord> Records,
    IReadOnlyList<ExperimentDocument> Documents,
    PhaseSeconds Seconds,
    ExperimentRecord? Best,
    string Change,
    string? SourceFolder
);

/// <summary>Makes a project in a fresh folder and runs a baseline and a few experiments on it.</summary>
internal static class DemoVerb
{
    private const int DefaultExperiments = 4;
    private const int DefaultBudget = 10;

    // Fixed, so that everybody's first demo tries the same ideas; the seeds of training are the harness's own.
    private const int SearchSeed = 1;

    public static Demonstrated Run(DemoRequest request, IExperimentObserver observer, ToolClock clock, CancellationToken cancellation)
    {
        var wall = Stopwatch.StartNew();
        var policy = SandboxPolicy.Parse(request.Sandbox, observer);
        policy.Apply(SandboxMode.Auto);
        var seconds = Positive(request.Budget ?? DefaultBudget, "--budget");
        var count = Positive(request.Experiments ?? DefaultExperiments, "--experiments");
        var folder = Path.GetFullPath(request.Output ?? NewFolder());
        var clone = DemoProject.FindClone();
        var packages = request.Packages;
        if (packages is null && clone is not null)
        {
            observer.Notice("Packing the template …");
            packages = DemoProject.Pack(clone, cancellation);
        }

        observer.Notice($"Making a research project in {folder} …");
        DemoProject.Create(folder, packages is null ? null : Path.GetFullPath(packages), seconds, cancellation);
        GitRepository.CreateForDemo(folder);
        using var workspace = Initialisation.Run(folder, policy, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var loop = new ResearchLoop(workspace, observer, clock, policy, cancellation);
        var (last, _) = loop.EnsureBaseline();
        using var search = new SearchProposer();
        for (var i = 0; i < count && last.Status != ExperimentStatus.Interrupted; i++)
        {
            var proposal = search.Propose(
                ProposalRound.Request(workspace, workspace.Ledger.Records.Incumbent()!, SearchSeed),
                cancellation
            );
            last = loop.Step(proposal, proposal.Origin(proposal.Cost)).Record;
        }

        return Result(workspace, wall.Elapsed, clone);
    }

    private static Demonstrated Result(ResearchWorkspace workspace, TimeSpan wall, string? clone)
    {
        var records = workspace.Ledger.Records;
        var best = records
            .Where(record => record.Status.IsMerged() && !record.IsBaseline)
            .MinBy(record => record.Change is { } change ? -Math.Abs(change) : 0);
        return new Demonstrated(
            workspace.Folder,
            records,
            [.. records.Select(record => ExperimentDocuments.Of(record, direction: workspace.Program.Metric.Direction))],
            Sum(records, wall),
            best,
            best is null ? "" : workspace.Repository.Commits.Diff(best.Parent, best.Commit),
            clone
        );
    }

    private static PhaseSeconds Sum(IReadOnlyList<ExperimentRecord> records, TimeSpan wall) =>
        new(
            records.Sum(record => record.Seconds.Build),
            records.Sum(record => record.Seconds.Startup),
            records.Sum(record => record.Seconds.Train),
            records.Sum(record => record.Seconds.Eval),
            wall.TotalSeconds
        );

    private static string NewFolder() =>
        Path.Combine(Path.GetTempPath(), "autoresearch-demo-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new ResearchException(Codes.Usage, $"{option} takes a whole number from 1.");
}
