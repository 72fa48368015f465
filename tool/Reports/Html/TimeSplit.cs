using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Html;

/// <summary>Where the time of a set of experiments went, in seconds.</summary>
/// <param name="Proposing">What came before the experiment.</param>
/// <param name="Other">Checking, deciding, concluding, and runs that were made again.</param>
internal sealed record TimeSplit(double Proposing, double Build, double Startup, double Train, double Evaluate, double Other)
{
    public double Total => Proposing + Build + Startup + Train + Evaluate + Other;

    public static TimeSplit Of(IEnumerable<ExperimentRecord> records)
    {
        var sum = new TimeSplit(0, 0, 0, 0, 0, 0);
        foreach (var record in records)
        {
            var seconds = record.Seconds;
            var other = Math.Max(0, seconds.Total - seconds.Build - seconds.Startup - seconds.Train - seconds.Eval);
            sum = new TimeSplit(
                sum.Proposing + record.Origin.Cost.Seconds,
                sum.Build + seconds.Build,
                sum.Startup + seconds.Startup,
                sum.Train + seconds.Train,
                sum.Evaluate + seconds.Eval,
                sum.Other + other
            );
        }

        return sum;
    }

    /// <summary>The parts in the order that they are drawn in.</summary>
    public IReadOnlyList<(string Name, string Class, double Seconds)> Parts =>
        [
            ("training", "train", Train),
            ("evaluation", "eval", Evaluate),
            ("start-up", "startup", Startup),
            ("building", "build", Build),
            ("proposing", "proposing", Proposing),
            ("everything else", "rest", Other),
        ];
}
