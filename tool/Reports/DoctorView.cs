using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>What a machine has and lacks, a line a check.</summary>
internal static class DoctorView
{
    public static void Print(DoctorDocument document)
    {
        foreach (var check in document.Checks)
        {
            var colour = check.State switch
            {
                "ok" => "green",
                "note" => "yellow",
                _ => "red",
            };
            AnsiConsole.Write(new Markup($"[{colour}]{check.State, -7}[/]"));
            Console.Out.WriteLine($"{check.Name, -12}{check.Message}");
        }
    }
}
