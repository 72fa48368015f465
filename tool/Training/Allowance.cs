namespace AutoResearch.Training;

/// <summary>How long each part of a run may take before its process group is killed.</summary>
internal sealed record Allowance(TimeSpan Startup, TimeSpan Training, TimeSpan Evaluation)
{
    /// <summary>
    /// For the examination of a result that would be kept, which scores the model more often the smaller the noise is: for the
    /// template some 30 times, at most 220, each a small part of what one evaluation may take.
    /// </summary>
    public TimeSpan Examination => 20 * Evaluation;

    /// <summary>The longest that a finished run may have trained and still be judged: 2 % and half a second over its budget.</summary>
    public static double ToleratedSeconds(double budgetSeconds) => (1.02 * budgetSeconds) + 0.5;

    /// <summary>For one step that nobody measures.</summary>
    public static Allowance ForRehearsal { get; } = new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(20), TimeSpan.Zero);

    /// <summary>For a device that is tried: a first use of CUDA may compile for a minute.</summary>
    public static Allowance ForTrial { get; } = new(TimeSpan.FromSeconds(180), TimeSpan.Zero, TimeSpan.Zero);

    public static Allowance For(TrainingBudget budget, double? incumbentSeconds)
    {
        // A budget in steps or tokens says nothing about time: allow ten times what the incumbent took and a minute, or else an hour.
        var training =
            budget.Unit == BudgetUnit.Seconds ? (1.1 * budget.Amount) + 5
            : incumbentSeconds is { } seconds ? (10 * seconds) + 60
            : 3600;
        return new Allowance(
            Startup: TimeSpan.FromSeconds(120),
            Training: TimeSpan.FromSeconds(training),
            // Scoring is the harness's own code on a fixed text; only a candidate's model can make it slow.
            Evaluation: TimeSpan.FromSeconds(120 + (budget.Unit == BudgetUnit.Seconds ? budget.Amount : 0))
        );
    }
}
