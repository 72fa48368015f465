namespace AutoResearch.Language;

/// <summary>What <see cref="AllowList"/> says about a symbol.</summary>
internal readonly struct Verdict(bool allowed, string? advice)
{
    private readonly string? advice = advice;

    public bool Allowed { get; } = allowed;

    /// <summary>What to use instead; empty where the list has nothing better to offer.</summary>
    public string Advice => advice ?? "";
}
