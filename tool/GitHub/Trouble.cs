using AutoResearch.Research;

namespace AutoResearch.GitHub;

/// <summary>Why something could not be delivered.</summary>
/// <param name="Why">For a person: what to do.</param>
/// <param name="IsForGood">It will never work like this: there is no use in keeping the intent.</param>
/// <param name="Wait">How long to wait before another try has a chance; null where only a person can mend it.</param>
internal sealed record Trouble(ResearchException Why, bool IsForGood, TimeSpan? Wait)
{
    /// <summary>Between two tries, where the server names no time.</summary>
    public static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    /// <summary>It passes: another try may do.</summary>
    public static Trouble Passing(string code, string message, TimeSpan? wait = null, Exception? inner = null) =>
        new(new ResearchException(code, message, inner), false, wait ?? UsualPause);

    /// <summary>Somebody has to do something, and then the same may work.</summary>
    public static Trouble Mendable(string code, string message) => new(new ResearchException(code, message), false, null);

    public static Trouble ForGood(string code, string message) => new(new ResearchException(code, message), true, null);
}
