using AutoResearch.Research.Ledger;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Research.Search;

/// <summary>
/// Takes a part away to see what it was worth: sets a knob to 0 where that is in its range, or takes a term, a call, a statement or a loop
/// out of the model. Each part is tried once. Where the result is as good without it, the code becomes shorter.
/// </summary>
internal sealed class Ablation : ISearchStrategy
{
    // Before something was improved there is little in the program that its author did not want.
    private const int FewestRecords = 6;

    public string Name => "ablation";

    public double ExpectedKept => 0.08;

    public Idea? Suggest(SearchState state)
    {
        if (state.Records.Count < FewestRecords)
            return null;
        // Ideas are recognised by their description: a part that a later program still has was measured already.
        var said = state
            .Records.Where(record => record.Conditions == state.Incumbent.Conditions && record.Status != ExperimentStatus.Interrupted)
            .Select(record => record.Description)
            .ToList();
        var ideas = KnobsOff(state)
            .Concat(state.Files.SelectMany(file => PartFinder.Find(file.Value).Select(part => Without(state, file.Key, part))))
            .ToArray();
        state.Random.Shuffle(ideas);
        return ideas
            .Where(idea => !said.Exists(text => text == idea.What || text.StartsWith(idea.What + ":", StringComparison.Ordinal)))
            .Select(idea => idea.Make())
            .FirstOrDefault(idea => idea is not null);
    }

    private static IEnumerable<Removal> KnobsOff(SearchState state) =>
        state
            .Dials.Select(dial => (Dial: dial, dial.Knob.Off))
            .Where(pair => pair.Off is { } off && pair.Dial.Knob.Value != off && pair.Dial.Allows(off))
            .Select(pair => new Turn(pair.Dial, pair.Off!.Value))
            .Where(turn => !state.TrialsOf(turn.Dial).Any(trial => trial.After[state.IndexOf(turn.Dial)] == turn.Dial.Place(turn.To)))
            .Select(turn => new Removal(turn.ToString(), () => state.Idea([turn], "what it is worth, seen by leaving it out")));

    private static Removal Without(SearchState state, string path, Part part)
    {
        var what = Idea.Sentence($"Take {part.Name} out of {part.Owner}", null);
        return new Removal(what, () =>
        {
            if (Removing.From(state.Files[path], part) is not { } source)
                return null;
            var saved = Tokens(state.Files[path]) - Tokens(source);
            return state.Idea(
                new Dictionary<string, string> { [path] = source },
                Idea.Sentence(what, $"{saved} tokens less, and it shows what the part is worth")
            );
        });
    }

    private static int Tokens(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Count();

    /// <param name="What">How its sentence begins: its name in the ledger.</param>
    private sealed record Removal(string What, Func<Idea?> Make);
}
