using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace AutoResearch.WarmTool;

/// <summary>
/// Runs the Main of the installed tool again and again in one process. Most of what a short experiment costs is the compiling of
/// methods at run time, once a process; the tool's server for agents (mcp) runs its verbs in one process as well.
/// </summary>
public static class WarmProcess
{
    /// <summary>Two files for what a command prints: for standard output and for standard error, separated by a line's end.</summary>
    public const string FilesVariable = "WARM_TOOL_FILES";

    /// <summary>Answers a line of standard input by a line of standard output, until there are no more; Main is never reached.</summary>
    public static void Serve()
    {
        var files = Environment.GetEnvironmentVariable(FilesVariable)!.Split('\n');
        // Copies of the two pipes: the streams themselves will be those of the commands.
        using var requests = new StreamReader(Console.OpenStandardInput());
        using var answers = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var tool = new InstalledTool();
        while (requests.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize(line, WarmJson.Default.WarmRequest)!;
            StandardStreams.Redirect(files[0], files[1]);
            var exitCode = tool.Run(request);
            answers.WriteLine(JsonSerializer.Serialize(new WarmAnswer(exitCode), WarmJson.Default.WarmAnswer));
        }

        Environment.Exit(0);
    }

    /// <summary>The tool, and the little that it keeps for the life of a process.</summary>
    private sealed class InstalledTool
    {
        private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

        private readonly Assembly assembly = Assembly.Load("dotnet-autoresearch");

        public int Run(WarmRequest request)
        {
            Directory.SetCurrentDirectory(request.Folder);
            SetEnvironment(request.Environment);
            Type("Commands.CommandHost").GetProperty("Entered")!.SetValue(null, false);
            var clock = Type("Commands.CommandHost").GetProperty("Clock")!.GetValue(null)!;
            clock.GetType().GetMethod("Take")!.Invoke(clock, null);
            WriteToTheConsoleAsItIsNow();
            Environment.ExitCode = 0;
            try
            {
                return (int)assembly.EntryPoint!.Invoke(null, [request.Arguments.ToArray()])!;
            }
            catch (TargetInvocationException exception)
            {
                Console.Error.WriteLine($"Unhandled exception. {exception.InnerException}");
                return 134;
            }
            finally
            {
                // In a process of its own it would have ended with it.
                Type("Builds.BuildWarmUp").GetMethod("Finish")!.Invoke(null, null);
                Directory.SetCurrentDirectory("/");
            }
        }

        // Once an SDK is chosen, the process's own environment is what MSBuild may see, and the tool keeps the user's beside it.
        private void SetEnvironment(IReadOnlyDictionary<string, string> environment)
        {
            var original = Type("Processes.UserEnvironment").GetField("original", AnyStatic)!;
            if (Type("Builds.Sdk").GetField("registered", AnyStatic)!.GetValue(null) is not null)
            {
                original.SetValue(null, new Dictionary<string, string>(environment));
                return;
            }

            original.SetValue(null, null);
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                if (!environment.ContainsKey((string)variable.Key))
                    Environment.SetEnvironmentVariable((string)variable.Key, null);
            }

            foreach (var (name, value) in environment)
                Environment.SetEnvironmentVariable(name, value);
        }

        // Spectre.Console keeps the writer that it wrote to first.
        private static void WriteToTheConsoleAsItIsNow()
        {
            var spectre = Assembly.Load("Spectre.Console");
            var settings = Activator.CreateInstance(spectre.GetType("Spectre.Console.AnsiConsoleSettings", throwOnError: true)!);
            var console = spectre.GetType("Spectre.Console.AnsiConsole", throwOnError: true)!;
            console.GetProperty("Console")!.SetValue(null, console.GetMethod("Create")!.Invoke(null, [settings]));
        }

        private Type Type(string name) => assembly.GetType($"AutoResearch.{name}", throwOnError: true)!;
    }
}
