namespace AutoResearch.Repository;

/// <summary>What git said of a push, or of looking at a remote.</summary>
internal enum PushOutcome
{
    Done,

    /// <summary>There is no git to push with.</summary>
    NoGit,

    /// <summary>The server cannot be reached.</summary>
    Unreachable,

    /// <summary>The connection broke, or nothing came for too long.</summary>
    Cut,

    /// <summary>Who pushes was not recognised.</summary>
    NotAuthenticated,

    /// <summary>Who pushes may not.</summary>
    NotAllowed,

    /// <summary>There is no such repository.</summary>
    NotFound,

    /// <summary>A rule of the repository protects the branch.</summary>
    Protected,

    /// <summary>The remote's branch is not the one that was to be replaced.</summary>
    Stale,

    /// <summary>The server has trouble of its own, or wants fewer requests.</summary>
    ServerTrouble,

    /// <summary>Something else.</summary>
    Failed,
}

/// <summary>How an exchange with a remote ended.</summary>
/// <param name="Output">What git printed, without credentials.</param>
internal sealed record PushResult(PushOutcome Outcome, string Output);
