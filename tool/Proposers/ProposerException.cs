using AutoResearch.Research.Ledger;

namespace AutoResearch.Proposers;

/// <summary>A proposer gave no proposal.</summary>
/// <param name="kind">One short word or two for what happened, so that repetitions are noticed: "no answer", "time limit", "wrong key",
/// "exhausted".</param>
/// <param name="message">What is wrong, where, and what to do next.</param>
/// <param name="forGood">It is no use to ask again: it is not installed, its key is wrong, it has nothing left to try.</param>
/// <param name="cost">What the attempt took.</param>
internal sealed class ProposerException(string kind, string message, bool forGood, ProposalCost cost = default, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>It did not end in the time that it had.</summary>
    public const string TimeLimit = "time limit";

    /// <summary>Its service asks for patience.</summary>
    public const string RateLimit = "rate limit";

    /// <summary>Its service cannot be reached, or breaks off.</summary>
    public const string NoAnswer = "no answer";

    public string Kind => kind;

    public bool ForGood => forGood;

    public ProposalCost Cost => cost;

    /// <summary>Time may mend a failure of this kind: nobody has to do anything.</summary>
    public static bool MayPass(string kind) => kind is RateLimit or NoAnswer;
}
