using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace AutoResearch.Processes;

/// <summary>A program of this machine that is run to its end: in the user's environment, and without a terminal to ask at.</summary>
/// <param name="Program">Its name, looked for along the search path, or its full path.</param>
/// <param name="Arguments">Handed over as they are: no shell reads them.</param>
internal sealed record UserCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it is started; empty for this process's own folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How long it may take before it is ended, with all that it started.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What it reads.</summary>
    public string Input { get; init; } = "";

    /// <summary>Changes its environment, which is the user's.</summary>
    public Action<IDictionary<string, string?>> Prepare { get; init; } = _ => { };

    /// <summary>Runs it.</summary>
    /// <returns>What it printed, and its exit code: none where it was ended because it took too long.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">It was ended with all that it started.</exception>
    public CommandOutcome Run(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var time = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            var result = Cli.Wrap(Program)
                .WithArguments(Arguments)
                .WithWorkingDirectory(Folder.Length > 0 ? Folder : Environment.CurrentDirectory)
                .WithEnvironmentVariables(Variables())
                .WithStandardInputPipe(PipeSource.FromString(Input, Encoding.UTF8))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, either.Token)
                .GetAwaiter()
                .GetResult();
            return new CommandOutcome(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CommandOutcome(null, "", "");
        }
    }

    // CliWrap adds to this process's own environment, so variables that exist only there, for MSBuild, are removed by name.
    private Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>();
        UserEnvironment.GiveTo(variables);
        Prepare(variables);
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
            variables.TryAdd(name, null);
        return variables;
    }
}
