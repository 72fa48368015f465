using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;

namespace AutoResearch.Research.Search;

/// <summary>What a strategy knows. All of it follows from the source and the ledger, so that a search which was killed goes on where it
/// was.</summary>
internal sealed class SearchState
{
    // Failures further back were of another program.
    private const int FenceMemory = 30;

    private readonly HashSet<string> codes;
    private readonly HashSet<string> settings;
    private readonly Lazy<ResponseSurface?> surface;

    /// <param name="files">The editable files as they are on the research branch: text by path.</param>
    /// <param name="records">Every experiment so far, in order.</param>
    /// <param name="incumbent">The experiment to beat.</param>
    /// <param name="refused">Ideas that are not wanted: the texts that they change, by path.</param>
    public SearchState(
        IReadOnlyDictionary<string, string> files,
        IReadOnlyList<ExperimentRecord> records,
        ExperimentRecord incumbent,
        Metric metric,
        IEnumerable<IReadOnlyDictionary<string, string>> refused,
        Random random
    )
    {
        (Files, Incumbent, Metric, Random) = (files, incumbent, metric, random);
        Space = new SearchSpace(files, DeviceClasses.Of(incumbent.Conditions.Device));
        Records = records;
        Trials = Search.Trials.Of(records, Dials, incumbent.Conditions, metric.Direction);
        surface = new Lazy<ResponseSurface?>(() => ResponseSurface.Fit(Dials, Trials, HistorySearch.Fewest));
        // Programs that were tried under the same conditions, whatever they were compared with.
        codes =
        [
            .. records.Where(record => record.Conditions == incumbent.Conditions && record.Code is not null).Select(record => record.Code!),
        ];
        codes.UnionWith(refused.Select(changed => NormalForm.Hash(With(changed))));
        // Rows without a hash of the program still say which knobs they turned.
        settings =
        [
            .. Trials
                .Where(trial => trial.Record.Code is null && trial.Weight == 1 && trial.Record.Status != ExperimentStatus.Interrupted)
                .Select(trial => Key(trial.After)),
        ];
    }

    public IReadOnlyDictionary<string, string> Files { get; }

    public SearchSpace Space { get; }

    public IReadOnlyList<Dial> Dials => Space.Dials;

    public IReadOnlyList<ExperimentRecord> Records { get; }

    /// <summary>The experiments that turned knobs, as trials.</summary>
    public IReadOnlyList<KnobTrial> Trials { get; }

    public ExperimentRecord Incumbent { get; }

    public Metric Metric { get; }

    public Random Random { get; }

    /// <summary>What all experiments say about the knobs; null while there are too few.</summary>
    public ResponseSurface? Surface => surface.Value;

    /// <summary>The turns that lead to about these places; none where a constraint would not hold there.</summary>
    public IReadOnlyList<Turn> Toward(IReadOnlyList<double> places)
    {
        var turns = Space.Effective(Combination.Between(Dials, places));
        return Space.Allows(turns) ? turns : [];
    }

    /// <summary>
    /// An idea that sets dials, as far as they count; null when it was tried under these conditions or was refused, when a dial failed
    /// there, or when a constraint would not hold.
    /// </summary>
    public Idea? Idea(IReadOnlyList<Turn> turns, string? why, Expectation? expectation = null)
    {
        turns = Space.Effective(turns);
        if (turns.Count == 0 || !Space.Allows(turns) || turns.Any(IsFenced) || settings.Contains(Key(Places(turns))))
            return null;
        var what = string.Join(
            ", ",
            turns.Select((turn, i) => i == 0 ? turn.ToString() : char.ToLowerInvariant(turn.ToString()[0]) + turn.ToString()[1..])
        );
        return Idea(
            turns.GroupBy(turn => turn.Dial.Path).ToDictionary(group => group.Key, group => Turned(Files[group.Key], group)),
            Search.Idea.Sentence(what, why),
            expectation
        );
    }

    /// <summary>The same, with what is expected as the reason.</summary>
    /// <param name="otherwise">The reason where nothing is expected.</param>
    public Idea? Idea(IReadOnlyList<Turn> turns, Expectation? expectation, string otherwise) =>
        Idea(turns, expectation is null ? otherwise : Words(expectation), expectation);

    /// <summary>An idea that changes texts; null when it was tried under these conditions or was refused.</summary>
    public Idea? Idea(IReadOnlyDictionary<string, string> changed, string why, Expectation? expectation = null) =>
        codes.Count > 0 && codes.Contains(NormalForm.Hash(With(changed))) ? null : new Idea(changed, why, expectation);

    /// <summary>A gain or loss for a sentence: as a part of the incumbent's value, or in units of the metric where that is 0.</summary>
    public string Amount(double gain) => Wording.Amount(gain, Incumbent.Metric);

    /// <summary>What all results together say about turns; null while they say nothing.</summary>
    public Expectation? Expect(IReadOnlyList<Turn> turns) =>
        Surface?.Predict(turns) is var (mean, deviation) ? Expectation.Of(mean, deviation) : null;

    // expected 0.4 % ± 0.6 % better val_bpb
    private string Words(Expectation expectation) =>
        $"expected {Amount(expectation.Gain)} ± {Amount(expectation.Deviation)} {(expectation.Gain < 0 ? "worse" : "better")} "
        + Metric.Name;

    /// <summary>The trials under the conditions of the incumbent that turned a dial, alone or with others, in order.</summary>
    public IEnumerable<KnobTrial> TrialsOf(Dial dial)
    {
        var index = IndexOf(dial);
        return Trials.Where(trial => trial.Weight == 1 && trial.Turned.Contains(index));
    }

    public int IndexOf(Dial dial) => Space.IndexOf(dial);

    // Where turning a knob alone made a run fail, a turn the same way that goes as far or further fails again.
    private bool IsFenced(Turn turn)
    {
        var place = turn.Dial.Place(turn.To);
        var dial = IndexOf(turn.Dial);
        return Trials
            .TakeLast(FenceMemory)
            .Any(trial =>
                trial.Failed
                && trial.Weight == 1
                && trial.Turned.Count == 1
                && trial.Turned[0] == dial
                && (
                    trial.After[dial] > trial.Before[dial]
                        ? turn.Distance > 0 && place >= trial.After[dial]
                        : turn.Distance < 0 && place <= trial.After[dial]
                )
            );
    }

    private double[] Places(IReadOnlyList<Turn> turns) =>
        [.. Dials.Select(dial => turns.Where(turn => turn.Dial == dial).Select(turn => turn.Dial.Place(turn.To)).FirstOrDefault(dial.Now))];

    private static string Key(IEnumerable<double> places) =>
        string.Join(' ', places.Select(place => place.ToString("G9", System.Globalization.CultureInfo.InvariantCulture)));

    // From the last literal to the first, so that the positions of the others stay valid.
    private static string Turned(string source, IEnumerable<Turn> turns) =>
        turns
            .OrderByDescending(turn => turn.Dial.Knob.Literal.Start)
            .Aggregate(source, (text, turn) => KnobReader.Turn(text, turn.Dial.Knob, turn.To));

    private Dictionary<string, string> With(IReadOnlyDictionary<string, string> changed) =>
        Files.ToDictionary(file => file.Key, file => changed.GetValueOrDefault(file.Key, file.Value));
}
