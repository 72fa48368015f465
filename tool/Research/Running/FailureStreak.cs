using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Running;

/// <summary>Failures of one kind in a row.</summary>
/// <param name="Kind">An experiment's status, or what a proposer said that gave no proposal.</param>
internal readonly record struct FailureStreak(string Kind, int Length)
{
    /// <summary>After this many, something else is tried.</summary>
    public const int Limit = 3;

    public bool IsTooLong => Length >= Limit;

    /// <summary>The failures that the latest experiments ended with.</summary>
    /// <param name="latest">In order: those of one proposer, or of all of them.</param>
    public static FailureStreak Of(IEnumerable<ExperimentStatus> latest)
    {
        var streak = new FailureStreak("", 0);
        foreach (var status in latest)
        {
            // An interruption says nothing about the idea.
            if (status == ExperimentStatus.Interrupted)
                continue;
            streak = status.IsSettled() ? new FailureStreak("", 0) : streak.And(status.Name());
        }

        return streak;
    }

    /// <summary>With one more failure.</summary>
    public FailureStreak And(string kind) => kind == Kind ? this with { Length = Length + 1 } : new FailureStreak(kind, 1);
}
