using System.Diagnostics;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Proposers;

/// <summary>
/// The built-in search: no model, no network. It keeps nothing between calls: what it tried, what pays and what failed are in the ledger.
/// </summary>
/// <param name="only">The one strategy to use; null for a mixture, each as often as it pays.</param>
internal sealed class SearchProposer(string? only = null) : IProposer
{
    private const string Family = "search";

    // Late in a research nearly everything near the best was tried: only among many ideas is there a new one.
    private const int MostAttempts = 30;

    private static readonly RandomPerturbation Random = new();
    private static readonly Ablation Parts = new();

    // Of the mixtures that were tried, none did clearly better than this one, on the simulated programs and on the table of real training
    // (tests/Benchmarks/NOTES.md, "Searches"). The others are used where they are asked for.
    private static readonly IReadOnlyList<ISearchStrategy> Mixed =
    [
        new GaussianSearch(),
        new HistorySearch(),
        new DirectionSearch(),
        Parts,
    ];

    private static readonly IReadOnlyList<ISearchStrategy> All = [Random, .. Mixed, new TreeParzen(), new CovarianceAdaptation()];

    private readonly IReadOnlyList<ISearchStrategy> strategies = only is null
        ? Mixed
        :
        [
            All.FirstOrDefault(strategy => strategy.Name == only)
                ?? throw new ArgumentException($"'{only}' is no strategy; there are {string.Join(", ", Strategies)}", nameof(only)),
        ];

    /// <summary>The names of the strategies.</summary>
    public static IReadOnlyList<string> Strategies { get; } = [.. All.Select(strategy => strategy.Name)];

    public string Name => only is null ? Family : $"{Family}/{only}";

    /// <inheritdoc/>
    public int? Attempts => MostAttempts;

    public Proposal Propose(ProposalRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var time = Stopwatch.StartNew();
        var random = new Random(Seed(request));
        var state = new SearchState(
            request.Files,
            [.. request.Records, .. request.Underway.Select(underway => ConstantLiar.Of(underway, request.Incumbent))],
            request.Incumbent,
            request.Program.Metric,
            request.Refused.Select(refused => refused.Proposal.Files),
            random
        );
        // Parts can be taken out of the code whatever the knobs.
        var nothingLeft = only is null ? Prospect.NothingLeft(state) : null;
        foreach (var strategy in nothingLeft is null ? Order(request, random) : [Parts])
        {
            if (strategy.Suggest(state) is { } idea)
                return new Proposal(
                    idea.Files,
                    idea.Why,
                    StrategyChoice.Prefix + strategy.Name,
                    new ProposalCost(time.Elapsed.TotalSeconds, null, null),
                    idea.Expectation
                );
        }

        throw new ProposerException(
            "exhausted",
            nothingLeft ?? Nothing(state),
            forGood: true,
            new ProposalCost(time.Elapsed.TotalSeconds, null, null)
        );
    }

    public void Dispose() { }

    // Where the others have nothing to propose, before there are results or after everything near was tried, a random step has.
    private IEnumerable<ISearchStrategy> Order(ProposalRequest request, Random random)
    {
        var order = StrategyChoice.Order(strategies, request.Records, request.Incumbent.Conditions, random);
        return only is "random" or "ablation" ? order : order.Append(Random);
    }

    private string Nothing(SearchState state)
    {
        var files = string.Join(", ", state.Files.Keys);
        return only == "ablation"
                ? $"Every part of {files} that the search knows how to take out was taken out on "
                    + $"this incumbent. Let it use all strategies: --proposer search."
            : state.Dials.Count == 0
                ? $"The search found no knob in {files}. Declare constants that may be turned, with their range: [Knob(1e-3, 0.1, Scale "
                    + $"= Scale.Log)] private const double LearningRate = 0.02;"
            : $"Every value of the {state.Dials.Count} knobs of {files}{(state.Space.HasConstraints ? " that the constraints allow" : "")} "
                + $"was tried on this incumbent. Declare more knobs or wider ranges "
                + $"there, or use another proposer.";
    }

    // Not HashCode, which differs between processes: the seed must be the same on every machine.
    private static int Seed(ProposalRequest request)
    {
        var mixed = unchecked((uint)request.Seed * 2654435761u);
        foreach (var part in (int[])[request.Number, request.Refused.Count])
            mixed = unchecked((mixed ^ (uint)part) * 2246822519u) ^ (mixed >> 15);
        return (int)(mixed & int.MaxValue);
    }
}
