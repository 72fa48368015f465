using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>An experiment that turned knobs, as far as it compares with what is tried now.</summary>
/// <param name="Before">Where each dial stood in what it was compared with, 0 to 1, in the order of the dials.</param>
/// <param name="After">Where each dial stood in the candidate.</param>
/// <param name="Turned">The indices of the dials that it turned.</param>
/// <param name="Gain">By how much it was better, in units of the metric; less than 0 is worse. Null where it was not measured.</param>
/// <param name="Height">By how much the candidate is better than what stands now, in units of the metric: its gain, and those of the turns
/// that were kept between what it was compared with and now. Null where it was not measured.</param>
/// <param name="Deviation">The standard deviation of the gain by chance; null where the noise is not known.</param>
/// <param name="Weight">How much it counts: 1 under the conditions of the incumbent.</param>
internal sealed record KnobTrial(
    ExperimentRecord Record,
    IReadOnlyList<double> Before,
    IReadOnlyList<double> After,
    IReadOnlyList<int> Turned,
    double? Gain,
    double? Height,
    double? Deviation,
    double Weight
)
{
    /// <summary>It was merged, or it scored better by more than half of the gain's standard deviation.</summary>
    public bool Helped => Record.Status.IsMerged() || Gain > (Deviation ?? 0) / 2;

    /// <summary>It went wrong in a way that a knob's value can cause.</summary>
    public bool Failed =>
        Record.Status
            is ExperimentStatus.Crashed
                or ExperimentStatus.OutOfMemory
                or ExperimentStatus.Diverged
                or ExperimentStatus.TimedOut
                or ExperimentStatus.Overran;
}
