namespace AutoResearch.Research.Keeping;

/// <summary>A loss that a run reported.</summary>
/// <param name="Progress">The fraction of the budget that was spent, 0 to 1.</param>
/// <param name="Loss">The loss of a single batch.</param>
internal readonly record struct LossPoint(double Progress, double Loss);

/// <summary>The smoothed loss at a moment of a run.</summary>
/// <param name="Value">The moving average.</param>
/// <param name="StandardError">Its standard error, from the scatter of the batches that it averages.</param>
internal readonly record struct SmoothedLoss(double Value, double StandardError);

/// <summary>
/// The losses of one run, in the order they were reported. They are of single batches and noisy, so they are looked at through an
/// exponential moving average that is corrected for its start: what TensorBoard draws, with the correction of Kingma and Ba, "Adam" (ICLR
/// 2015, section 3). Reports come as often as steps allow, so its weights fall with the budget spent and not with the number of reports.
/// </summary>
internal sealed class LearningCurve(IReadOnlyList<LossPoint> points)
{
    // The fraction of the budget in which a weight falls to 1/e. Losses of a whole run change little in less.
    private const double Memory = 0.1;

    // An average with a smaller effective number of reports says nothing.
    private const double LeastReports = 4;

    public IReadOnlyList<LossPoint> Points => points;

    /// <summary>The loss before anything was learned; null when nothing was reported.</summary>
    public double? First => points.Count > 0 ? points[0].Loss : null;

    /// <summary>How far the run has come.</summary>
    public double Progress => points.Count > 0 ? points[^1].Progress : 0;

    /// <summary>The smoothed loss at a progress, of what was reported until then; null where that is too little.</summary>
    public SmoothedLoss? At(double progress)
    {
        double weights = 0,
            squaredWeights = 0,
            sum = 0,
            steps = 0;
        for (var i = 0; i < points.Count && points[i].Progress <= progress; i++)
        {
            var weight = Math.Exp((points[i].Progress - progress) / Memory);
            var step = i == 0 ? 0 : points[i].Loss - points[i - 1].Loss;
            weights += weight;
            squaredWeights += weight * weight;
            sum += weight * points[i].Loss;
            steps += weight * step * step;
        }

        // Kish's effective sample size.
        var reports = weights * weights / squaredWeights;
        if (!(reports >= LeastReports))
            return null;
        // The noise is taken from the differences between successive reports, so that the fall of the loss does not count as noise: von
        // Neumann, "Distribution of the ratio of the mean square successive difference to the variance" (1941).
        var variance = steps / weights / 2;
        return new SmoothedLoss(sum / weights, Math.Sqrt(variance / reports));
    }
}
