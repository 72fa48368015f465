using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Research.Search;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Tests.Search;

/// <summary>Experiments on a <see cref="Landscape"/>: a proposer, drawn scores in place of training, and a plain keep rule on several
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

    private readonly Landscape landscape;
    private readonly Func<IReadOnlyList<double>, double?> truth;
    private readonly Random noise;
    private readonly int seed;
    private readonly List<ExperimentRecord> records = [];
    private readonly Dictionary<string, IReadOnlyList<Dial>> read = [];
    private string source = Landscape.Source;

    public SearchSession(Landscape landscape, int seed)
    {
        (this.landscape, this.seed) = (landscape, seed);
        truth = landscape.Draw(seed);
        noise = new Random(1000 + seed);
        var scores = Enumerable.Range(0, MostRuns).Select(_ => True(source)!.Value + Luck()).ToArray();
        records.Add(Records.One() with { Scores = scores, Metric = scores.Average(), Noise = landscape.Noise });
    }

    public IReadOnlyList<ExperimentRecord> Experiments => records;

    /// <summary>What is left of the distance to the best possible score, of 1 at the start.</summary>
    public double Left => (True(source)!.Value - 1) / (True(Landscape.Source)!.Value - 1);

    public SearchSession Run(IProposer proposer, int experiments)
    {
        for (var i = 0; i < experiments; i++)
        {
            var incumbent = records.Incumbent()!;
            var request = new ProposalRequest(
                records.Count + 1,
                Program,
                "",
                new Dictionary<string, string> { [FileName] = source },
                new Dictionary<string, string>(),
                records,
                incumbent,
                [],
                seed
            );
            var proposal = proposer.Propose(request, CancellationToken.None);
            Try(proposal, incumbent);
        }

        return this;
    }

    private void Try(Proposal proposal, ExperimentRecord incumbent)
    {
        var candidate = proposal.Files[FileName];
        var record = Records.One(records.Count + 1, ExperimentStatus.Diverged, proposal.Hypothesis, null) with
        {
            Origin = new Origin(proposal.Proposer, ProposalCost.None),
            Incumbent = incumbent.Metric,
            Noise = landscape.Noise,
            Knobs =
            [
                .. Read(source)
                    .Zip(Read(candidate))
                    .Where(pair => pair.First.Knob.Value != pair.Second.Knob.Value)
                    .Select(pair => new KnobChange(pair.First.Name, pair.First.Knob.Value, pair.Second.Knob.Value)),
            ],
        };
        if (True(candidate) is { } value)
        {
            var scores = new List<double> { value + Luck() };
            // What is no better at first sight is not run again.
            while (scores.Count < MostRuns && scores.Average() < incumbent.Metric!.Value)
                scores.Add(value + Luck());
            var isBetter =
                scores.Count == MostRuns
                && incumbent.Metric!.Value - scores.Average() > Clearly * landscape.Noise * Math.Sqrt(2.0 / MostRuns);
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

    private double? True(string text) => truth([.. Read(text).Select(dial => dial.Now)]);

    private IReadOnlyList<Dial> Read(string text)
    {
        if (!read.TryGetValue(text, out var dials))
            read[text] = dials = Dial.Of(new Dictionary<string, string> { [FileName] = text });
        return dials;
    }

    private double Luck() => Normal.Sample(noise, 0, landscape.Noise);
}
