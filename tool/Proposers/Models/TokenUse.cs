namespace AutoResearch.Proposers.Models;

/// <summary>Tokens of a conversation.</summary>
/// <param name="Read">By the model.</param>
/// <param name="Written">By the model, its thoughts included.</param>
/// <param name="Estimated">The endpoint did not report some or all of them: those were estimated from characters.</param>
internal readonly record struct TokenUse(long Read, long Written, bool Estimated)
{
    // True of English and of code, to within a third.
    private const int CharactersOfToken = 4;

    public static TokenUse operator +(TokenUse left, TokenUse right) =>
        new(left.Read + right.Read, left.Written + right.Written, left.Estimated || right.Estimated);

    /// <param name="read">Characters.</param>
    /// <param name="written">Characters.</param>
    public static TokenUse Estimate(long read, long written) => new(Ceiling(read), Ceiling(written), Estimated: true);

    private static long Ceiling(long characters) => (characters + CharactersOfToken - 1) / CharactersOfToken;
}
