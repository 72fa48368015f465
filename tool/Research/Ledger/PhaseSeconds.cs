namespace AutoResearch.Research.Ledger;

/// <summary>Where the time of one experiment went, in wall-clock seconds.</summary>
/// <param name="Build">Restore and compile.</param>
/// <param name="Startup">From the start of a training process to the start of its clock, summed over the processes whose runs
/// count.</param>
/// <param name="Train">The training clock of the runs that count. A run that a busy machine slowed and that was made again is
/// overhead.</param>
/// <param name="Eval">Scoring, the reproduction of a kept result included.</param>
/// <param name="Total">From the start of the tool to the verdict.</param>
internal sealed record PhaseSeconds(double Build, double Startup, double Train, double Eval, double Total)
{
    public static readonly PhaseSeconds None = new(0, 0, 0, 0, 0);

    /// <summary>Everything that is neither training nor scoring.</summary>
    public double Overhead => Math.Max(0, Total - Train - Eval);
}
