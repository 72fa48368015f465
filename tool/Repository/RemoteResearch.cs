using System.Globalization;

namespace AutoResearch.Repository;

/// <summary>What a remote holds of a research.</summary>
/// <param name="Ledger">The tip of its ledger; null where it has none.</param>
/// <param name="Experiments">The candidate commits by the number of their experiment.</param>
/// <param name="Weights">The blobs of weights by the number of their experiment.</param>
/// <param name="Branch">The tip of the research branch; null where the remote does not have it.</param>
internal sealed record RemoteRefs(
    string? Ledger,
    IReadOnlyDictionary<int, string> Experiments,
    IReadOnlyDictionary<int, string> Weights,
    string? Branch
);

/// <summary>One ref that a push makes or moves.</summary>
/// <param name="Id">What it is to be: a commit or a blob of this repository.</param>
/// <param name="Expected">What the remote has there now; null where it must have nothing.</param>
internal sealed record RefPush(string Id, string Name, string? Expected);

/// <summary>
/// The ledger, the experiments' commits and their weights on a remote. Fetching writes objects and no ref, so that nothing has to be put
/// right after a kill; pushing is one atomic step that is refused when the remote is not what was looked at.
/// </summary>
/// <param name="remote">The name of a remote.</param>
/// <param name="patience">How long one exchange may take.</param>
internal sealed class RemoteResearch(GitRepository repository, string remote, TimeSpan patience)
{
    public const string WeightsFolder = "refs/autoresearch/weights/";

    private const string Heads = "refs/heads/";

    private readonly GitExchange git = new(repository.WorkTree, null, patience, keepsTokens: true);

    public static string WeightsName(int number) => string.Create(CultureInfo.InvariantCulture, $"{WeightsFolder}{number:0000}");

    /// <summary>Looks at the remote; null refs where that failed.</summary>
    public (PushResult Result, RemoteRefs? Refs) Look(CancellationToken cancellation)
    {
        var branch = Heads + repository.Branch;
        var result = git.Run(
            ["ls-remote", "--refs", remote, LedgerBranch.RefName, ExperimentRefs.Folder + "*", WeightsFolder + "*", branch],
            cancellation
        );
        if (result.Outcome != PushOutcome.Done)
            return (result, null);
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in result.Output.Split('\n'))
        {
            if (line.Split('\t') is [{ Length: 40 } id, var name])
                all[name.Trim()] = id;
        }

        return (
            result,
            new RemoteRefs(
                all.GetValueOrDefault(LedgerBranch.RefName),
                Numbered(all, ExperimentRefs.Folder),
                Numbered(all, WeightsFolder),
                all.GetValueOrDefault(branch)
            )
        );
    }

    /// <summary>Fetches the objects that these refs of the remote name, and all that those depend on, and makes no ref.</summary>
    public PushResult Fetch(IReadOnlyCollection<string> refs, CancellationToken cancellation) =>
        refs.Count == 0
            ? new PushResult(PushOutcome.Done, "")
            : git.Run(
                [
                    "-c",
                    "gc.auto=0",
                    "-c",
                    "maintenance.auto=false",
                    "fetch",
                    "--quiet",
                    "--no-tags",
                    "--no-write-fetch-head",
                    "--no-recurse-submodules",
                    "--refmap=",
                    "--stdin",
                    remote,
                ],
                cancellation,
                string.Join('\n', refs) + "\n"
            );

    /// <summary>Makes all of these refs on the remote, or none.</summary>
    public PushResult Push(IReadOnlyCollection<RefPush> refs, CancellationToken cancellation) =>
        refs.Count == 0
            ? new PushResult(PushOutcome.Done, "")
            : git.Run(
                [
                    "push",
                    "--porcelain",
                    "--atomic",
                    "--no-verify",
                    "--no-follow-tags",
                    "--recurse-submodules=no",
                    .. refs.Select(entry => $"--force-with-lease={entry.Name}:{entry.Expected}"),
                    remote,
                    .. refs.Select(entry => $"{entry.Id}:{entry.Name}"),
                ],
                cancellation
            );

    private static SortedDictionary<int, string> Numbered(Dictionary<string, string> all, string folder)
    {
        var numbered = new SortedDictionary<int, string>();
        foreach (var (name, id) in all)
        {
            if (
                name.StartsWith(folder, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0
            )
                numbered[number] = id;
        }

        return numbered;
    }
}
