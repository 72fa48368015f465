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
        var dials = Dial.Of(request.Files, DeviceClass.SmallCpu);
        var files = dials
            .OrderByDescending(dial => dial.Knob.Literal.Start)
            .Aggregate(request.Files[dials[0].Path], (text, dial) =>
                dial.Toward(random.NextDouble()) is { } value ? KnobReader.Turn(text, dial.Knob, value) : text
            );
        return new Proposal(new Dictionary<string, string> { [dials[0].Path] = files }, "a random setting", "uniform", ProposalCost.None);
    }

    public void Dispose() { }
}
