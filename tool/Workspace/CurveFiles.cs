using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Workspace;

/// <summary>
/// The learning curves of whole runs, by experiment and seed, in the tool's cache. Nothing but early stopping needs them: where one is
/// missing or cannot be read, it is as if that run had not been made.
/// </summary>
internal static class CurveFiles
{
    private const string Extension = ".tsv";

    /// <summary>Keeps the curve of a run that was scored.</summary>
    /// <param name="experiment">The one whose code ran: the candidate, or the incumbent that was run again.</param>
    public static void Write(ResearchWorkspace workspace, int experiment, long seed, LearningCurve curve)
    {
        var folder = Folder(workspace, experiment);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, seed.ToString(CultureInfo.InvariantCulture) + Extension);
        var unfinished = file + ".new";
        File.WriteAllLines(
            unfinished,
            curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Progress:R}\t{point.Loss:R}"))
        );
        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>What runs of a candidate may be compared with; null where there are too few curves.</summary>
    public static HopelessRun? Rule(ResearchWorkspace workspace, ExperimentRecord incumbent)
    {
        var earlier = Merged(workspace, incumbent.Conditions).Where(number => number != incumbent.Number);
        return HopelessRun.Against(Read(workspace, incumbent.Number), [.. earlier.Select(number => Read(workspace, number))]);
    }

    /// <summary>
    /// Deletes the curves of all experiments except those that were an incumbent under the conditions of the present one, and those that
    /// run beside this one.
    /// </summary>
    /// <param name="begins">The number of the experiment that begins: another one of this number may have been given up.</param>
    public static void Prune(ResearchWorkspace workspace, int begins)
    {
        var root = Root(workspace);
        if (!Directory.Exists(root))
            return;
        var kept = workspace.Ledger.Records.Incumbent() is { } incumbent
            ? Merged(workspace, incumbent.Conditions).Select(number => Folder(workspace, number)).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var folder in Directory.GetDirectories(root).Where(folder => !kept.Contains(folder) && !RunsBeside(folder)))
            Directory.Delete(folder, recursive: true);

        bool RunsBeside(string folder) =>
            int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number != begins
            && number >= workspace.Ledger.Next;
    }

    /// <summary>Forgets the curves of a number that is another experiment's from now on.</summary>
    public static void Forget(ResearchWorkspace workspace, int experiment)
    {
        if (Directory.Exists(Folder(workspace, experiment)))
            Directory.Delete(Folder(workspace, experiment), recursive: true);
    }

    private static IEnumerable<int> Merged(ResearchWorkspace workspace, Conditions conditions) =>
        workspace
            .Ledger.Records.Where(record => record.Status.IsMerged() && record.Conditions == conditions)
            .Select(record => record.Number);

    private static List<LearningCurve> Read(ResearchWorkspace workspace, int experiment)
    {
        var folder = Folder(workspace, experiment);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read).OfType<LearningCurve>()]
            : [];
    }

    private static LearningCurve? Read(string file)
    {
        try
        {
            return new LearningCurve([.. File.ReadLines(file).Select(Parse)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static LossPoint Parse(string line)
    {
        var cells = line.Split('\t');
        return cells.Length == 2
            ? new LossPoint(double.Parse(cells[0], CultureInfo.InvariantCulture), double.Parse(cells[1], CultureInfo.InvariantCulture))
            : throw new FormatException();
    }

    private static string Folder(ResearchWorkspace workspace, int experiment) =>
        Path.Combine(Root(workspace), experiment.ToString("0000", CultureInfo.InvariantCulture));

    private static string Root(ResearchWorkspace workspace) => Path.Combine(workspace.Cache, "curves");
}
