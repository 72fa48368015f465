using AutoResearch.Processes;

namespace AutoResearch.Reports;

/// <summary>What standard error is connected to.</summary>
internal static class Terminal
{
    /// <summary>A terminal whose lines can be drawn over; an editor's shell says that it is none by TERM=dumb.</summary>
    public static bool CanRedraw => !Console.IsErrorRedirected && Knows(UserEnvironment.Get("TERM"), OperatingSystem.IsWindows());

    /// <param name="term">The variable TERM; null where it is not set, which is usual on Windows alone.</param>
    public static bool Knows(string? term, bool isWindows) => term is { Length: > 0 } ? term != "dumb" : isWindows;
}
