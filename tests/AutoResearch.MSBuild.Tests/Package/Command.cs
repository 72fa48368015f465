using System.Diagnostics;

namespace AutoResearch.Tests.Package;

/// <summary>A program that was run to its end.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <summary>Runs <c>dotnet</c> and returns what it printed, errors included.</summary>
    public static Command Dotnet(string folder, params string[] arguments) => Run("dotnet", folder, arguments);

    public static Command Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a build that started this test has set is not what a user's shell has set.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment.Remove("AUTORESEARCH_LIBTORCH");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return new Command(process.ExitCode, output);
    }

    public Command Succeeds()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }

    public Command Fails()
    {
        Assert.True(ExitCode != 0, Output);
        return this;
    }

    /// <summary>How many different lines hold the text: MSBuild's summary says every error a second time.</summary>
    public int Count(string text) =>
        Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(text, StringComparison.Ordinal)).Distinct().Count();
}
