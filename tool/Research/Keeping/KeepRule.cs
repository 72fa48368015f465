using System.Globalization;
using AutoResearch.Research.Ledger;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Keeping;

/// <summary>
/// Whether a candidate replaces the incumbent: a sequential test on common seeds, and a pure function of numbers.
/// <list type="number">
/// <item>One run. If it does not look promising (p over 0.25), that was all: most candidates end here.</item>
/// <item>While it does, both are run on further seeds. After run n of at most N it is kept if its p-value is at most α(n/N)² (the shape
/// of the power family of Kim and DeMets, Biometrika 74, 1987, here as the level of each look); and given up if the chance to get there
/// is under 15 % (conditional power under the current trend: Lan and Wittes, "The B-value", Biometrics 44, 1988).</item>
/// <item>Where the pace of the machine was measured, a single run keeps nothing: without the best one, the others have to be better, too
/// (p at most 0.1).</item>
/// <item>A candidate with less code is kept as simplified if it is, as confidently, at most one noise unit worse.</item>
/// </list>
/// The guarantee: a candidate that is no better than the incumbent is kept with a probability of at most α = 5 %, whatever was tried and
/// kept before it; so of N such candidates, over a session of any length, at most N/20 are expected to be kept, and the luck of one that
/// was kept is not passed on, because the incumbent is measured again on other seeds. It assumes that the scores of a program over seeds
/// are independent and about normal, with a spread that is much the same for one program and the next, and that whoever proposes does not
/// know the seeds' luck. It holds on average over incumbents: candidates share a reference, so an unlucky one lifts several at once, until
/// it is measured again. That all looks together stay under α is shown by simulation: tests/AutoResearch.Tool.Tests/Keeping.
/// </summary>
internal static class KeepRule
{
    // Fewer runs of the incumbent than this are no reference.
    private const double LeastIncumbentRuns = 2;

    private const double PromisingLevel = 0.25;
    private const double HopelessPower = 0.15;

    private const double LevelWithoutBestRun = 0.1;

    // Shorter code is not given up while it may still count as simplified. But the looks together stay under α only because hopeless
    // candidates are given up, so shorter code has to pass a stricter level.
    private const double ShorterShare = 0.8;

    public static KeepAnswer Next(KeepQuestion question)
    {
        var comparison = question.Comparison;
        var candidate = comparison.Candidate;
        var incumbent = comparison.Incumbent;
        if (candidate.Count == 0)
            return new KeepAnswer.RunCandidate(incumbent.Count > 0 ? incumbent[0].Seed : null);
        // NaN compares false with everything: it must never come near a comparison.
        if (candidate.Any(run => !double.IsFinite(run.Score)))
            return new KeepAnswer.Decided(Broken(candidate));
        if (question.Settings.Runs == 1)
            return new KeepAnswer.Decided(Plain(question));
        // This comes even where there seems to be no noise: a few runs that were equal by chance must not stand for a whole session.
        if (question.IncumbentIsDue)
            return new KeepAnswer.RunIncumbent(SeedFor(incumbent, candidate));
        if (comparison.Noise is { IsKnown: true, Deviation: 0 })
            return new KeepAnswer.Decided(Plain(question));
        if (comparison.IncumbentWeight < LeastIncumbentRuns)
            return new KeepAnswer.RunIncumbent(SeedFor(incumbent, candidate));
        if (Look(question) is { } decision)
            return new KeepAnswer.Decided(decision);
        // The next seed is one that both are run on.
        if (comparison.IncumbentWeight < candidate.Count + 1)
            return new KeepAnswer.RunIncumbent(SeedFor(incumbent, candidate));
        return new KeepAnswer.RunCandidate(SeedFor(candidate, incumbent));
    }

    /// <summary>The verdict on a research branch that was measured on its own.</summary>
    public static Decision Baseline(IReadOnlyList<double> scores, Noise noise)
    {
        if (scores.Where(score => !double.IsFinite(score)).Select(score => (double?)score).FirstOrDefault() is { } broken)
            return new Decision(ExperimentStatus.Diverged, $"the score is {broken.ToString(CultureInfo.InvariantCulture)}");
        return new Decision(
            ExperimentStatus.Kept,
            scores.Count == 1
                ? $"baseline: {Score(scores[0])} on one seed; the noise is not known"
                : $"baseline: {Score(scores.Average())} on {scores.Count} seeds; noise {Score(noise.Deviation)}"
        );
    }

    /// <summary>
    /// True if a candidate that improved the validation score is worse on the held-out split, by more than two single runs differ by chance
    /// once in a hundred times. Without a noise floor, only a score that is not finite counts as clearly worse.
    /// </summary>
    public static bool IsClearlyWorseOnHeldOut(double value, double incumbent, double? noise, Direction direction)
    {
        const double oneInAHundred = 2.326;
        if (!double.IsFinite(value))
            return true;
        var loss = direction == Direction.Lower ? value - incumbent : incumbent - value;
        return noise is { } deviation && loss > oneInAHundred * Math.Sqrt(2) * deviation;
    }

    /// <summary>The verdict in that case. It gives no number: whoever proposes the next change must learn nothing of the held-out
    /// split.</summary>
    public static Decision WorseOnHeldOut(Decision decision) =>
        decision with
        {
            Status = ExperimentStatus.Discarded,
            Reason = WorseOnHeldOutReason,
        };

    public const string WorseOnHeldOutReason = "better on the validation split, but clearly worse on the held-out split";

    /// <summary>Strictly better; false for NaN on either side.</summary>
    public static bool IsBetter(double value, double reference, Direction direction) =>
        direction == Direction.Lower ? value < reference : value > reference;

    // Compares one run of each: either one run is all there is, or there is no noise.
    private static Decision Plain(KeepQuestion question)
    {
        var comparison = question.Comparison;
        var (value, reference) = (comparison.Value, comparison.Reference);
        var numbers = $"{Against(value, reference)} on one seed";
        if (comparison.Gain - Price(question) > 0)
            return new Decision(ExperimentStatus.Kept, $"better: {numbers}");
        if (value == reference)
        {
            return question.Tokens < 0
                ? new Decision(ExperimentStatus.Simplified, $"as good and shorter: {numbers}, {Tokens(-question.Tokens)} less")
                : new Decision(ExperimentStatus.Discarded, $"no difference: {numbers}");
        }

        return new Decision(
            ExperimentStatus.Discarded,
            comparison.Gain > 0 ? $"better, but not by what {Tokens(question.Tokens)} more have to bring: {numbers}" : $"worse: {numbers}"
        );
    }

    private static Decision Broken(IReadOnlyList<SeedScore> runs)
    {
        var before = runs.TakeWhile(run => double.IsFinite(run.Score)).Select(run => Score(run.Score)).ToList();
        var seed =
            before.Count == 0 ? "" : FormattableString.Invariant($"on seed {before.Count + 1}, after {string.Join(" and ", before)}: ");
        return new Decision(
            ExperimentStatus.Diverged,
            $"{seed}the score is {runs[before.Count].Score.ToString(CultureInfo.InvariantCulture)}"
        );
    }

    private static Decision? Look(KeepQuestion question)
    {
        var (comparison, settings) = (question.Comparison, question.Settings);
        var runs = comparison.Candidate.Count;
        var isLast = runs >= settings.Runs;
        // Equal to the last bit on every seed of both: the score does not depend on what was changed.
        var p = comparison.IsSame ? 0.5 : comparison.PValue(Price(question));
        if (p <= Level(settings, runs) * (question.Tokens < 0 ? ShorterShare : 1) && StandsWithoutBestRun(question))
            return new Decision(ExperimentStatus.Kept, $"better: {Numbers(question, p)}; {Context(question)}", 1 - p);
        var shorter = MaySimplify(question);
        if (isLast && shorter && PValueOfWorse(question) is var worse && worse <= 1 - settings.Confidence)
        {
            var sure = comparison.IsSame
                ? $", the same on each of {Seeds(runs)}"
                : $" on {Seeds(runs)}, {Percent(1 - worse)} sure to be less than {Score(Margin(question))} worse";
            return new Decision(
                ExperimentStatus.Simplified,
                $"as good and shorter: {Against(comparison.Value, comparison.Reference)}{sure}, {Tokens(-question.Tokens)} less; "
                    + $"{Context(question)}",
                1 - p
            );
        }

        if (isLast)
            return Discarded("not surely better");
        if (shorter)
            return null;
        if (runs == 1)
            return p > PromisingLevel ? Discarded(comparison.Gain <= -comparison.Noise.Deviation ? "worse" : "no better") : null;
        return ConditionalPower(p, runs / (double)settings.Runs, Level(settings, settings.Runs)) < HopelessPower
            ? Discarded("no better")
            : null;

        Decision Discarded(string how) => new(ExperimentStatus.Discarded, $"{how}: {Numbers(question, p)}; {Context(question)}", 1 - p);
    }

    // How fast the machine was for a run is measured, and now and then the error is large, where neighbours compute in step with it: such a
    // run trained much more than the others. So where the pace was measured, a gain has to be seen in the other runs as well.
    private static bool StandsWithoutBestRun(KeepQuestion question)
    {
        var comparison = question.Comparison;
        var runs = comparison.Candidate;
        if (runs.All(run => run.Pace is null))
            return true;
        if (runs.Count == 1)
            return false;
        var best = comparison.Direction == Direction.Lower ? runs.MinBy(run => run.Score) : runs.MaxBy(run => run.Score);
        var others = comparison with { Candidate = [.. runs.Where(run => run.Seed != best.Seed)] };
        return others.PValue(Price(question)) <= LevelWithoutBestRun;
    }

    /// <summary>The largest p-value with which a candidate is kept after so many runs.</summary>
    public static double Level(KeepSettings settings, int runs)
    {
        var fraction = Math.Min(1, runs / (double)settings.Runs);
        return (1 - settings.Confidence) * fraction * fraction;
    }

    // Whether a shorter candidate may still turn out as good as the incumbent.
    private static bool MaySimplify(KeepQuestion question) => question.Tokens < 0 && PValueOfWorse(question) <= 0.5;

    // How likely a shorter candidate would look at least this good if it were worse by the whole margin.
    private static double PValueOfWorse(KeepQuestion question) =>
        question.Comparison.IsSame ? 0 : question.Comparison.PValue(-Margin(question));

    /// <summary>The chance to pass the last look if the trend so far continues.</summary>
    /// <param name="p">The p-value now.</param>
    /// <param name="fraction">The fraction of the runs that were made.</param>
    /// <param name="level">The p-value that the last look asks for.</param>
    private static double ConditionalPower(double p, double fraction, double level)
    {
        var z = -Normal.InvCDF(0, 1, Math.Clamp(p, 1e-12, 1 - 1e-12));
        var needed = -Normal.InvCDF(0, 1, level);
        return Normal.CDF(0, 1, ((z / Math.Sqrt(fraction)) - needed) / Math.Sqrt(1 - fraction));
    }

    // More code has to bring more.
    private static double Price(KeepQuestion question) => Math.Max(0, question.Tokens) * question.Settings.TokenWorth;

    // How much worse a shorter candidate may be.
    private static double Margin(KeepQuestion question) =>
        question.Comparison.Noise.Deviation + (Math.Max(0, -question.Tokens) * question.Settings.TokenWorth);

    // The first seed of the other's runs that is not among these runs; null where there is none.
    private static long? SeedFor(IReadOnlyList<SeedScore> runs, IReadOnlyList<SeedScore> other)
    {
        foreach (var run in other)
        {
            if (runs.All(known => known.Seed != run.Seed))
                return run.Seed;
        }

        return null;
    }

    // 1.9130 against 1.9480 (-1.80 %), better on 3 of 3 seeds, 99.1 % sure
    private static string Numbers(KeepQuestion question, double p)
    {
        var comparison = question.Comparison;
        var (won, of) = comparison.SeedsWon;
        var seeds = of > 0 ? $"better on {won} of {Seeds(of)}" : $"on {Seeds(comparison.Candidate.Count)}";
        return $"{Against(comparison.Value, comparison.Reference)}, {seeds}, {Percent(1 - p)} sure";
    }

    private static string Tokens(int count) => count == 1 ? "1 token" : $"{count} tokens";

    private static string Seeds(int count) => count == 1 ? "1 seed" : $"{count} seeds";

    private static string Against(double value, double reference) =>
        $"{Score(value)} against {Score(reference)} ({Change(value, reference)})";

    // What is needed to read the numbers: the noise, and what longer code has to bring.
    private static string Context(KeepQuestion question)
    {
        var noise = $"noise {Score(question.Comparison.Noise.Deviation)}";
        return Price(question) > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{noise}, and {Tokens(question.Tokens)} more have to bring {Price(question):0.######}"
            )
            : noise;
    }

    private static string Score(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    // 99.96 % is not 100.0 %.
    private static string Percent(double fraction) =>
        (Math.Min(fraction, 0.9999) * 100).ToString(fraction > 0.999 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";

    private static string Change(double value, double reference) =>
        reference == 0
            ? "from 0"
            : (100 * (value - reference) / Math.Abs(reference)).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %";
}
