using System.Globalization;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Keeping;

/// <summary>Why a run is hopeless.</summary>
/// <param name="Progress">The fraction of the budget at which it was judged.</param>
/// <param name="Loss">Its smoothed loss there, on the incumbent's scale.</param>
/// <param name="Reference">The incumbent's smoothed loss there.</param>
/// <param name="Reachable">The lowest loss that it can be hoped to end with.</param>
/// <param name="Final">The loss that the incumbent ends with.</param>
/// <param name="Margin">By how much equal programs may differ.</param>
internal sealed record Hopeless(double Progress, double Loss, double Reference, double Reachable, double Final, double Margin)
{
    /// <summary>One sentence with the numbers.</summary>
    public string Reason =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"hopeless at {100 * Progress:0} % of the budget: loss {Loss:0.000} against the incumbent's {Reference:0.000}; at best it "
                + $"would have ended with {Reachable:0.000} against {Final:0.000}, and equal programs differ by up to {Margin:0.000}"
        );
}

/// <summary>
/// Whether a run can no longer come near the incumbent: a pure function of learning curves. At one progress after another, the run's
/// smoothed loss is extrapolated as far down as can be hoped, and the run is hopeless if the result is still worse than the incumbent's
/// final loss, by more than equal programs differ. What can be hoped for is the larger of two falls: twice as far as the incumbent falls
/// from there on, or straight on as steeply as the run itself fell lately, which is further than a curve that flattens out ever falls.
/// <para>
/// Ending a run that falls behind the running averages of others is the median stopping rule (Golovin et al., "Google Vizier", KDD 2017,
/// section 3.2.2). Ending one that, by extrapolation, will not reach the best is predictive termination (Domhan, Springenberg and Hutter,
/// "Speeding up Automatic Hyperparameter Optimization of Deep Neural Networks by Extrapolation of Learning Curves", IJCAI 2015). This is
/// the second, with a bound in place of a model: there are only a few curves of one program, and a good idea with another schedule must not
/// be ended.
/// </para>
/// <para>
/// It compares training losses. A loss that begins higher than the incumbent's is taken to be on a larger scale and scaled down to it;
/// a change that makes the loss larger only later (smoothed labels, say) is not recognised.
/// </para>
/// </summary>
internal sealed class HopelessRun
{
    /// <summary>Runs are judged between these fractions of the budget: before, little has been learned; after, little is saved.</summary>
    public const double From = 0.3,
        To = 0.9;

    private const int LeastCurves = 2;

    // The fraction of the budget over which the run's own slope is measured.
    private const double Lately = 0.1;

    // One in a hundred equal programs lies outside the margin.
    private const double Confidence = 0.99;

    // Even a program without noise differs from run to run by this part of what it learned: machines are not equally fast from one minute
    // to the next.
    private const double LeastMargin = 0.01;

    private readonly IReadOnlyList<LearningCurve> incumbent;
    private readonly IReadOnlyList<IReadOnlyList<LearningCurve>> others;

    /// <summary>A candidate's loss may be hoped to fall this many times as far as the incumbent's.</summary>
    public double Hope { get; private init; } = 2;

    private HopelessRun(IReadOnlyList<LearningCurve> incumbent, IReadOnlyList<IReadOnlyList<LearningCurve>> others)
    {
        this.incumbent = incumbent;
        this.others = others;
    }

    /// <param name="incumbent">Curves of the incumbent's whole runs, one a seed.</param>
    /// <param name="others">Curves of earlier incumbents under the same conditions, which show how much equal programs differ.</param>
    /// <returns>Null where there are too few curves to compare with.</returns>
    public static HopelessRun? Against(IReadOnlyList<LearningCurve> incumbent, IReadOnlyList<IReadOnlyList<LearningCurve>> others)
    {
        var usable = incumbent.Where(curve => curve.First > 0 && curve.At(1) is not null).ToList();
        return usable.Count < LeastCurves ? null : new HopelessRun(usable, others);
    }

    /// <summary>The same rule with another <see cref="Hope"/>.</summary>
    public HopelessRun Hoping(double times) => new(incumbent, others) { Hope = times };

    /// <summary>Why the run is hopeless, as far as it has come; null while it is not.</summary>
    public Hopeless? Judge(LearningCurve run)
    {
        var progress = run.Progress;
        if (progress is < From or > To || run.First is not > 0 || run.At(progress) is not { } now)
            return null;
        var comparable = incumbent.Where(curve => curve.At(progress) is not null).ToList();
        if (comparable.Count < LeastCurves)
            return null;
        var there = Values(comparable, progress);
        var (reference, final) = (there.Average(), Values(comparable, 1).Average());
        var scale = Math.Min(1, comparable.Min(curve => curve.First!.Value) / run.First.Value);
        var loss = scale * now.Value;
        var slope = run.At(progress - Lately) is { } before ? scale * (before.Value - now.Value) / Lately : 0;
        var fall = Math.Max(Hope * (reference - final), slope * (1 - progress));
        var margin = Math.Max(
            Margin(progress, there, scale * now.StandardError),
            LeastMargin * (comparable.Average(curve => curve.First!.Value) - final)
        );
        var reachable = loss - Math.Max(0, fall);
        return reachable - final > margin ? new Hopeless(progress, loss, reference, reachable, final, margin) : null;
    }

    // Student's prediction interval for one more run of the same program, if that run's batches are no noisier than the incumbent's.
    private double Margin(double progress, List<double> there, double standardError)
    {
        var noise = others.Aggregate(new NoisePool().Add(there), (pool, curves) => pool.Add(Values(curves, progress))).Estimate();
        var deviation = Math.Max(noise.Deviation, standardError);
        var error = Math.Sqrt((deviation * deviation) + (noise.Deviation * noise.Deviation / there.Count));
        return StudentT.InvCDF(0, 1, noise.DegreesOfFreedom, Confidence) * error;
    }

    private static List<double> Values(IReadOnlyList<LearningCurve> curves, double progress) =>
        [.. curves.Select(curve => curve.At(progress)?.Value).OfType<double>()];
}
