namespace AutoResearch.TestSupport.Models;

/// <summary>What the loopback endpoint was asked.</summary>
/// <param name="Path">Such as <c>/v1/chat/completions</c>.</param>
/// <param name="Authorized">It carried the key that the endpoint expects. The key itself is not recorded.</param>
/// <param name="HasKey">It carried any key.</param>
/// <param name="Messages">Each with its role, the first one first.</param>
/// <param name="Body">The document itself.</param>
public sealed record ModelRequest(
    string Path,
    bool Authorized,
    bool HasKey,
    string Model,
    IReadOnlyList<(string Role, string Text)> Messages,
    string Body
);
