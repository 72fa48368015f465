namespace AutoResearch.Research.Keeping;

/// <summary>Follows one run: its learning curve so far and, where there is a rule, when it became hopeless.</summary>
/// <param name="rule">The rule that ends hopeless runs; null where runs go on to their end.</param>
internal sealed class RunWatch(HopelessRun? rule)
{
    // As a fraction of the budget: the average moves little in less.
    private const double BetweenLooks = 0.05;

    private readonly List<LossPoint> points = [];
    private double nextLook = HopelessRun.From;

    /// <summary>What was reported so far.</summary>
    public LearningCurve Curve => new(points);

    /// <summary>Takes the next loss.</summary>
    /// <returns>Why the run is hopeless; null while it is not.</returns>
    public Hopeless? Add(LossPoint point)
    {
        points.Add(point);
        if (rule is null || point.Progress < nextLook)
            return null;
        nextLook = point.Progress + BetweenLooks;
        return rule.Judge(Curve);
    }
}
