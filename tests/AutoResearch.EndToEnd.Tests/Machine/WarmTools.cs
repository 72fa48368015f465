using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using AutoResearch.WarmTool;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// Processes of the installed tool that run one command line after the other. A process that has run one needs a third of the time for
/// the next. Where a test is about the process itself (signals, streams, variables that are read at its start), it starts its own.
/// </summary>
internal sealed class WarmTools(UserMachine machine, string tool) : IDisposable
{
    // A process keeps what it once read of each project.
    private const int MostCommands = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(600);

    private readonly ConcurrentBag<WarmTool> idle = [];

    /// <summary>Runs a command line to its end.</summary>
    /// <param name="variables">Set in its environment in place of the machine's, or removed from it.</param>
    public CommandResult Run(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> variables)
    {
        var environment = machine
            .StartInfo(folder, tool, arguments, variables)
            .Environment.Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => variable.Value!);
        if (!idle.TryTake(out var warm))
            warm = new WarmTool(machine, tool);
        var result = warm.Run(new WarmRequest(folder, arguments, environment), Limit);
        if (warm.IsAlive && warm.Commands < MostCommands)
            idle.Add(warm);
        else
            warm.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        return result;
    }

    public void Dispose()
    {
        while (idle.TryTake(out var warm))
            warm.Dispose();
    }

    private sealed class WarmTool : IDisposable
    {
        private readonly Process process;
        private readonly string folder;

        public WarmTool(UserMachine machine, string tool)
        {
            folder = machine.InRoot(Path.Combine("warm", Guid.NewGuid().ToString("N")[..8]));
            Directory.CreateDirectory(folder);
            var start = machine.StartInfo(
                folder,
                tool,
                [],
                new Dictionary<string, string?>
                {
                    ["DOTNET_STARTUP_HOOKS"] = typeof(WarmRequest).Assembly.Location,
                    [WarmProcess.FilesVariable] = $"{Output}\n{Error}",
                }
            );
            // What it prints by itself is for whoever looks at the test run.
            start.RedirectStandardError = false;
            process = Process.Start(start)!;
        }

        public bool IsAlive => !process.HasExited;

        public int Commands { get; private set; }

        private string Output => Path.Combine(folder, "output");

        private string Error => Path.Combine(folder, "error");

        public CommandResult Run(WarmRequest request, TimeSpan limit)
        {
            Commands++;
            var commandLine = $"dotnet-autoresearch {string.Join(' ', request.Arguments)}   (warm, in {request.Folder})";
            process.StandardInput.WriteLine(JsonSerializer.Serialize(request, WarmJson.Default.WarmRequest));
            var answer = process.StandardOutput.ReadLineAsync();
            if (!answer.Wait(limit, TestContext.Current.CancellationToken))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"did not end within {limit.TotalSeconds} s: {Result(-1)}");
            }

            // Nothing where the command ended the process.
            if (answer.Result is { } line)
                return Result(JsonSerializer.Deserialize(line, WarmJson.Default.WarmAnswer)!.ExitCode);
            process.WaitForExit();
            return Result(process.ExitCode);

            CommandResult Result(int exitCode) => new(commandLine, exitCode, Read(Output), Read(Error));
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.StandardInput.Close();
                process.WaitForExit();
            }

            process.Dispose();
        }

        private static string Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
