using AutoResearch.Proposers;
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

    /// <summary>The score without noise of what stands after so many experiments, from 0 on.</summary>
    public IReadOnlyList<double> Curve => curve;

    public SearchSession Run(IProposer proposer, int experiments)
    {
        for (var i = 0; i < experiments; i++)
        {
            var request = Request();
            Try(proposer.Propose(request, CancellationToken.None), request.Incumbent);
            curve.Add(True(source)!.Value);
        }

        return this;
    }

    /// <summary>What a proposer is asked now.</summary>
    public ProposalRequest Request() =>
        new(
            records.Count + 1,
            Program,
            "",
            new Dictionary<string, string> { [FileName] = source },
            new Dictionary<string, string>(),
            records,
            records.Incumbent()!,
            [],
            seed
        );

    private void Try(Proposal proposal, ExperimentRecord incumbent)
    {
        var candidate = proposal.Files[FileName];
        var record = Record(records.Count + 1, proposal.Hypothesis) with
        {
            Status = ExperimentStatus.Diverged,
            Origin = proposal.Origin(ProposalCost.None),
            Incumbent = incumbent.Metric,
            Knobs = KnobChange.Between(source, candidate),
        };
        if (True(candidate) is { } value)
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
            if (isBetter)
                source = candidate;
        }

        records.Add(record);
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
}
