using System.Globalization;

namespace AutoResearch;

/// <summary>How long the calling thread has stood in line for a processor: <see cref="ProcessorReading"/> says what is read.</summary>
internal static class ThreadWaiting
{
    private const double NanosecondsPerSecond = 1e9;

    private const string File = "/proc/thread-self/schedstat";

    /// <summary>Reads it, in seconds; null where the system does not tell.</summary>
    public static double? Read()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return
                System.IO.File.ReadAllText(File).Split(' ') is [var ran, var waited, ..]
                && ran != "0"
                && long.TryParse(waited, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
                ? nanoseconds / NanosecondsPerSecond
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
