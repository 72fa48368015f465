using System.ComponentModel;

namespace AutoResearch.Processes;

/// <summary>Runs a program of the user's that answers at once, or is not there at all.</summary>
internal static class ShortCommand
{
    /// <summary>What it printed; null where there is no such program, it failed, or it did not answer in time.</summary>
    public static string? Output(UserCommand command)
    {
        try
        {
            return command.Run() is { ExitCode: 0 } result ? result.Output : null;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
