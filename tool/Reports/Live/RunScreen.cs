using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Reports.Live;

/// <summary>All that the live view of a run shows. Drawing it is a function of this and of the size of the screen.</summary>
/// <param name="Seconds">That the run has worked so far.</param>
/// <param name="Slots">What each slot does; null between experiments.</param>
/// <param name="Verdicts">The last experiments, in the order of the ledger.</param>
/// <param name="Ended">Why the run is over, or empty where that is said elsewhere; null while it is not.</param>
internal sealed record RunScreen(
    RunLimits Limits,
    RunAccounts Accounts,
    double Seconds,
    RunStanding Standing,
    IReadOnlyList<RunningExperiment?> Slots,
    IReadOnlyList<ExperimentRecord> Verdicts,
    string? Ended
)
{
    /// <summary>How many verdicts the tallest screen shows.</summary>
    public const int MostVerdicts = 12;

    public static readonly RunScreen Empty = new(
        RunLimits.None,
        new RunAccounts(0, 0, 0, 0, 0, ProposalCost.None, []),
        0,
        RunStanding.Unknown,
        [null],
        [],
        null
    );

    /// <summary>Draws it for a screen of a size, in cells. It may come out smaller, and never greater.</summary>
    /// <param name="unicode">False where the terminal has no block characters.</param>
    public ScreenLines Render(int width, int height, bool unicode)
    {
        var sections = new ScreenSections(this, width, unicode);
        // What matters most on a small screen comes first; then budget and pace, then where it came from.
        return new ScreenLines(
            ScreenLayout.Arrange(
                [
                    new PlacedSection(1, sections.Now()),
                    new PlacedSection(2, sections.Best(), IsApart: true),
                    new PlacedSection(6, sections.Course()),
                    new PlacedSection(4, sections.Left(), IsApart: true),
                    new PlacedSection(5, sections.Pace()),
                    new PlacedSection(7, sections.Proposers(), IsApart: true),
                    new PlacedSection(3, sections.Verdicts(), IsApart: true),
                ],
                height
            ),
            width
        );
    }
}
