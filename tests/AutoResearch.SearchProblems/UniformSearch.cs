using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.SearchProblems;

/// <summary>Draws every knob anew from its whole range: random search (Bergstra and Bengio 2012), which every other search has to
/// beat.</summary>
internal sealed class UniformSearch : IProposer
{
    public string Name => "uniform";

    public Proposal Propose(ProposalRequest request, CancellationToken cancellation)
    {
        var random = new Random(unchecked((request.Seed * 7919) + request.Number));
        var space = new SearchSpace(request.Files, DeviceClass.SmallCpu);
        var path = space.Dials[0].Path;
        var text = Draw(space, random)
            .OrderByDescending(turn => turn.Dial.Knob.Literal.Start)
            .Aggregate(request.Files[path], (text, turn) => KnobReader.Turn(text, turn.Dial.Knob, turn.To));
        return new Proposal(new Dictionary<string, string> { [path] = text }, "a random setting", "uniform", ProposalCost.None);
    }

    /// <summary>Turns to a setting that meets the constraints, each of which is as likely as any other.</summary>
    public static IReadOnlyList<Turn> Draw(SearchSpace space, Random random)
    {
        while (true)
        {
            IReadOnlyList<Turn> turns =
            [
                .. space
                    .Dials.Select(dial => (Dial: dial, Value: dial.Toward(random.NextDouble())))
                    .Where(drawn => drawn.Value is not null)
                    .Select(drawn => new Turn(drawn.Dial, drawn.Value!.Value)),
            ];
            if (space.Allows(turns))
                return turns;
        }
    }

    public void Dispose() { }
}
