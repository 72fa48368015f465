using System.Globalization;
using AutoResearch.Processes;

namespace AutoResearch.Reports.Live;

/// <summary>How great the terminal is at the moment, in cells.</summary>
internal static class TerminalSize
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    public static (int Width, int Height) Now()
    {
        var (width, height) = (0, 0);
        try
        {
            (width, height) = (Console.WindowWidth, Console.WindowHeight);
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            // No console is attached: what the shell says is the next best.
        }

        return (width > 0 ? width : Stated("COLUMNS", UsualWidth), height > 0 ? height : Stated("LINES", UsualHeight));
    }

    private static int Stated(string variable, int otherwise) =>
        int.TryParse(UserEnvironment.Get(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated > 0
            ? stated
            : otherwise;
}
