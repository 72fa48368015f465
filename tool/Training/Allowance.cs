namespace AutoResearch.Training;

/// <summary>How long each part of a run may take before its process group is killed.</summary>
internal sealed record Allowance(TimeSpan Startup, TimeSpan Training, TimeSpan Evaluation)
{
    /// <summary>
    /// What would be kept is looked at as closely as the noise is small: of the template, that is some 30 scorings and at most 220,
    /// each of which takes a small part of what it may.
    /// </summary>
    public TimeSpan Examination => 20 * Evaluation;

    /// <summary>What a run that came back may exceed its budget by and still be judged: 2 % and half a second.</summary>
    public static double ToleratedSeconds(double budgetSeconds) => (1.02 * budgetSeconds) + 0.5;

    /// <summary>For one step that nobody measures.</summary>
    public static Allowance ForRehearsal { get; } = new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(20), TimeSpan.Zero);

    /// <summary>For a device that is tried: a first use of CUDA may compile for a minute.</summary>
    public static Allowance ForTrial { get; } = new(TimeSpan.FromSeconds(180), TimeSpan.Zero, TimeSpan.Zero);

    public static Allowance For(TrainingBudget budget, double? incumbentSeconds)
    {
        // A budget in steps or tokens says nothing about time: what the incumbent took, many times over, or an hour.
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
