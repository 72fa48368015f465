using System.Globalization;

namespace AutoResearch.Commands;

/// <summary>The signals that were set to be ignored when this process was started: nohup does so with SIGHUP, and a handler would undo
/// that.</summary>
internal static class IgnoredSignals
{
    private const string Status = "/proc/self/status";
    private const int SigHup = 1;

    /// <summary>SIGHUP was ignored when this process started.</summary>
    public static bool HangUp { get; } = File.Exists(Status) && Contains(File.ReadLines(Status), SigHup);

    /// <param name="status">The lines of proc(5)'s status.</param>
    /// <param name="signal">The signal's number.</param>
    public static bool Contains(IEnumerable<string> status, int signal) =>
        status.FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
        && (mask & (1UL << (signal - 1))) != 0;
}
