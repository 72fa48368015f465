namespace AutoResearch.Proposers.Models;

/// <summary>What can go wrong between here and a model.</summary>
internal enum EndpointTrouble
{
    /// <summary>The key is missing or is not accepted.</summary>
    Key,

    /// <summary>The account has nothing left to spend.</summary>
    Credit,

    /// <summary>The endpoint does not know the model, or nothing that answers is at the address.</summary>
    Unknown,

    /// <summary>Too many requests, or too many tokens.</summary>
    RateLimit,

    /// <summary>No connection, an error of the server's own, or an answer that breaks off.</summary>
    NoAnswer,

    /// <summary>The endpoint does not want this request: it is too long, or breaks its rules.</summary>
    Refused,

    /// <summary>Something came that is no answer of the protocol, or no whole one.</summary>
    Nonsense,
}
