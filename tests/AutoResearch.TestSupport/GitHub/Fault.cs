using Microsoft.AspNetCore.Http;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>A way in which the server fails.</summary>
/// <param name="How">What it does instead of answering.</param>
/// <param name="Afterwards">It has done what was asked when it fails.</param>
internal sealed record Fault(string Method, string PathPart, Func<HttpContext, Task> How, bool Afterwards)
{
    /// <summary>Requests that it still spoils.</summary>
    public int Left { get; set; }

    /// <summary>Cuts the connection.</summary>
    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Does not answer, until the client goes away.</summary>
    public static async Task Hang(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}
