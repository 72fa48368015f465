using System.Diagnostics;

namespace AutoResearch.TestSupport;

/// <summary>A program under way. What it printed goes to the test's output, which is shown when the test fails.</summary>
public sealed class RunningCommand
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    // Not a promise of speed: what has not ended by now hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(600);

    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);

    private readonly Process process;
    private readonly string commandLine;
    private readonly object gate = new();
    private readonly List<string> output = [];
    private readonly List<string> errors = [];
    private readonly CountdownEvent openStreams = new(2);
    private bool waited;

    public RunningCommand(ProcessStartInfo start)
    {
        commandLine = $"{start.FileName} {string.Join(' ', start.ArgumentList)}   (in {start.WorkingDirectory})";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public int Id => process.Id;

    /// <summary>Waits until standard error holds a line with this text.</summary>
    public RunningCommand Says(string text)
    {
        var clock = Stopwatch.StartNew();
        lock (gate)
        {
            while (!errors.Any(line => line.Contains(text, StringComparison.Ordinal)))
            {
                var left = Limit - clock.Elapsed;
                Assert.False(openStreams.IsSet || left <= TimeSpan.Zero, $"never said '{text}':\n{Result(-1)}");
                // Half a second at most, so that the end of the program is seen as well.
                Monitor.Wait(gate, left < HalfASecond ? left : HalfASecond);
            }
        }

        return this;
    }

    /// <summary>Sends a signal to this process alone; to one that has just ended, none.</summary>
    public RunningCommand Signal(int signal)
    {
        if (!process.HasExited)
            LinuxProcess.Signal(process.Id, signal);
        return this;
    }

    /// <summary>Waits for the end of the program.</summary>
    public CommandResult Wait()
    {
        var ended = process.WaitForExit(Limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        // Something it started may hold its streams open; that must not keep the test.
        openStreams.Wait(TimeSpan.FromSeconds(10));
        var result = Result(process.HasExited ? process.ExitCode : -1);
        process.Dispose();
        waited = true;
        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.True(ended, $"did not end within {Limit.TotalSeconds} s: {result}");
        return result;
    }

    /// <summary>Ends a program that a failed test left running.</summary>
    public void Abort()
    {
        if (waited)
            return;
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        Wait();
    }

    private void Add(List<string> lines, string? line)
    {
        lock (gate)
        {
            if (line is null)
                openStreams.Signal();
            else
                lines.Add(line);
            Monitor.PulseAll(gate);
        }
    }

    private CommandResult Result(int exitCode)
    {
        lock (gate)
            return new CommandResult(commandLine, exitCode, Text(output), Text(errors));
    }

    private static string Text(List<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
