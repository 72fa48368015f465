using AutoResearch.Proposers;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Research.Search;
using MathNet.Numerics.Distributions;

namespace AutoResearch.SearchProblems;

/// <summary>Experiments on an <see cref="Objective"/>: a proposer, drawn scores in place of training, and a plain keep rule on several
/// runs.</summary>
internal sealed class SearchSession
{
    private const string FileName = "Train.cs";
    private const int MostRuns = 4;

    // Of the difference of two means of four runs: better with 95 % confidence.
    private const double Clearly = 1.645;

    private static readonly ResearchProgram Program = ResearchProgram.Parse(
        "- Metric: val_bpb (lower is better)\n- Training budget: 60 seconds\n"
    );

    private readonly Objective objective;
    private readonly Random noise;
    private readonly int seed;
    private readonly List<ExperimentRecord> records = [];
    private readonly List<double> curve = [];
    private readonly Dictionary<string, IReadOnlyList<Dial>> read = [];
    private string source;

    public SearchSession(Objective objective, int seed)
    {
        (this.objective, this.seed) = (objective, seed);
        source = objective.Source;
        noise = new Random(1000 + seed);
        curve.Add(True(source)!.Value);
        var scores = Enumerable.Range(0, MostRuns).Select(_ => curve[0] + Luck()).ToArray();
        records.Add(Record(1, "baseline") with { IsBaseline = true, Scores = scores, Metric = scores.Average() });
    }

    public IReadOnlyList<ExperimentRecord> Experiments => records;

    /// <summary>After how many experiments the proposer said that nothing was left to try; null where it did not.</summary>
    public int? StoppedAfter { get; private set; }

    /// <summary>The score without noise of what stands after so many experiments, from 0 on.</summary>
    public IReadOnlyList<double> Curve => curve;

    /// <param name="slots">How many run at the same time: while the oldest of them ends, the others are under way.</param>
    public SearchSession Run(IProposer proposer, int experiments, int slots = 1)
    {
        var underway = new Queue<Candidate>();
        for (var i = 0; i < experiments; i++)
        {
            while (underway.Count < slots)
            {
                var request = Request(underway);
                try
                {
                    underway.Enqueue(Begin(proposer.Propose(request, CancellationToken.None), request));
                }
                catch (ProposerException nothing) when (nothing.ForGood)
                {
                    // What stands stays.
                    StoppedAfter ??= i;
                    break;
                }
            }

            if (underway.Count == 0)
            {
                curve.Add(curve[^1]);
                continue;
            }

            if (End(underway.Dequeue()) is { } overtaken)
                underway = new Queue<Candidate>(underway.Prepend(overtaken));
            curve.Add(True(source)!.Value);
        }

        return this;
    }

    /// <summary>What a proposer is asked now.</summary>
    public ProposalRequest Request() => Request([]);

    private ProposalRequest Request(IReadOnlyCollection<Candidate> underway) =>
        new(
            records.Count + underway.Count + 1,
            Program,
            "",
            new Dictionary<string, string> { [FileName] = source },
            new Dictionary<string, string>(),
            records,
            records.Incumbent()!,
            [],
            seed
        )
        {
            Underway = [.. underway.Select((candidate, i) => Running(candidate, records.Count + i + 1))],
        };

    private Candidate Begin(Proposal proposal, ProposalRequest request) =>
        new(proposal, proposal.Files[FileName], source, request.Incumbent, records.Count);

    private ExperimentRecord Running(Candidate candidate, int number) =>
        Record(number, candidate.Proposal.Hypothesis) with
        {
            Status = ExperimentStatus.Interrupted,
            Origin = candidate.Proposal.Origin(ProposalCost.None),
            Knobs = KnobChange.Between(candidate.From, candidate.Source),
            Unseen = number - 1 - candidate.Known,
        };

    // Returns it anew, on top of what was kept meanwhile, where it was overtaken.
    private Candidate? End(Candidate candidate)
    {
        var incumbent = candidate.Incumbent;
        var record = Running(candidate, records.Count + 1) with { Status = ExperimentStatus.Diverged, Incumbent = incumbent.Metric };
        Candidate? again = null;
        if (True(candidate.Source) is { } value)
        {
            var scores = new List<double> { value + Luck() };
            // What is no better at first sight is not run again.
            while (scores.Count < MostRuns && scores.Average() < incumbent.Metric!.Value)
                scores.Add(value + Luck());
            var isBetter =
                scores.Count == MostRuns
                && incumbent.Metric!.Value - scores.Average() > Clearly * objective.Noise * Math.Sqrt(2.0 / MostRuns);
            record = record with
            {
                Status = isBetter ? ExperimentStatus.Kept : ExperimentStatus.Discarded,
                Scores = scores,
                Metric = scores.Average(),
            };
            if (Overtaken.IsOvertaken(record, records))
            {
                record = Overtaken.Of(record, records.Incumbent()!);
                again = new Candidate(candidate.Proposal, On(source, record.Knobs), source, records.Incumbent()!, records.Count + 1);
            }
            else if (isBetter)
                source = candidate.Source;
        }

        records.Add(record);
        return again;
    }

    private string On(string text, IReadOnlyList<KnobChange> changes)
    {
        foreach (var change in changes)
        {
            if (Read(text).FirstOrDefault(dial => dial.Name == change.Name)?.Knob is { } knob && knob.Means(change.To) is { } to)
                text = KnobReader.Turn(text, knob, to);
        }

        return text;
    }

    private ExperimentRecord Record(int number, string description) =>
        new()
        {
            Number = number,
            Commit = new string('a', 40),
            Parent = new string('b', 40),
            Status = ExperimentStatus.Kept,
            Description = description,
            Reason = "",
            Conditions = new Conditions("0123456789ab", "60 seconds", "cpu, 2 threads"),
            Time = DateTimeOffset.UnixEpoch,
            MetricName = "val_bpb",
            Noise = objective.Noise,
            Seeds = [7],
        };

    private double? True(string text) => objective.True([.. Read(text).Select(dial => dial.Now)]);

    private IReadOnlyList<Dial> Read(string text)
    {
        if (!read.TryGetValue(text, out var dials))
            read[text] = dials = Dial.Of(new Dictionary<string, string> { [FileName] = text }, DeviceClass.SmallCpu);
        return dials;
    }

    private double Luck() => Normal.Sample(noise, 0, objective.Noise);

    // Known: how many experiments were in the ledger when it began.
    private sealed record Candidate(Proposal Proposal, string Source, string From, ExperimentRecord Incumbent, int Known);
}
