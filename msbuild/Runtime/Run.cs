namespace AutoResearch;

/// <summary>
/// One training run as Train.cs sees it. Prepare.cs derives from it and adds the training data and the device.
/// </summary>
public class Run(RunSettings settings)
{
    /// <summary>Seeds every source of randomness. The harness picks it.</summary>
    public long Seed => settings.Seed;

    /// <summary>How much training there is.</summary>
    public TrainingBudget Budget => settings.Budget;

    /// <summary>The fraction of the budget that is spent, from 0 to 1: what warm-up and decay are tied to.</summary>
    public double Progress => settings.Clock.Progress;

    /// <summary>True once the budget is spent. Training has to return then; what returns late is not judged.</summary>
    public bool IsOver => settings.Clock.IsOver;

    /// <summary>
    /// Counts training tokens (or samples) that were handed out. A budget in tokens is spent by what was handed out or
    /// by what <see cref="Step"/> reports, whichever is more.
    /// </summary>
    protected void HandedOut(long tokens) => settings.Clock.HandedOut(tokens);

    /// <summary>Reports one optimizer step.</summary>
    /// <param name="tokens">How many training tokens (or samples) the step used.</param>
    /// <param name="loss">Reads the step's loss, in nats. Called a few times a second only, because reading waits for the device.</param>
    public void Step(long tokens, Func<float> loss) => settings.Clock.Step(tokens, loss);
}
