namespace AutoResearch.Proposers.Models;

/// <summary>How long to wait before the same request is made again.</summary>
internal static class RetryDelay
{
    /// <summary>How often an endpoint that does not answer is asked. One with a rate limit is asked again as long as there is
    /// time.</summary>
    public const int Tries = 4;

    private const double FirstSeconds = 1;
    private const double MostSeconds = 60;

    /// <returns>Null when it is no use, or when there is no time left for it.</returns>
    /// <param name="tries">Already made, at least 1.</param>
    /// <param name="left">Until the time limit.</param>
    /// <param name="draw">A random number from 0 to 1: clients that were refused together should not come back together.</param>
    public static TimeSpan? Wait(EndpointException trouble, int tries, TimeSpan left, double draw)
    {
        if (!trouble.Passes || (trouble.Trouble == EndpointTrouble.NoAnswer && tries >= Tries))
            return null;
        var seconds = Math.Min(MostSeconds, FirstSeconds * Math.Pow(2, tries - 1)) * (0.5 + (draw / 2));
        var wait = TimeSpan.FromSeconds(Math.Max(seconds, trouble.RetryAfter?.TotalSeconds ?? 0));
        return wait < left ? wait : null;
    }
}
