using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Runs;
using AutoResearch.Verbs;
using Cocona.Filters;

namespace AutoResearch.Commands;

/// <summary>
/// What every verb shares: exit codes, errors in one form, progress on standard error, interruption. With --json, standard
/// output holds one document and nothing else.
/// </summary>
internal sealed class CommandHost : IDisposable
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Interrupted = 130;

    private readonly CancellationTokenSource cancellation = new();
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly bool json;

    private CommandHost(bool json, IExperimentObserver observer)
    {
        this.json = json;
        Observer = observer;
        PosixSignal[] noticed = IgnoredSignals.HangUp
            ? [PosixSignal.SIGINT, PosixSignal.SIGTERM]
            : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        foreach (var signal in noticed)
            signals.Add(PosixSignalRegistration.Create(signal, Interrupt));
    }

    public static ToolClock Clock { get; } = ToolClock.SinceProcessStart();

    /// <summary>True once a verb was reached, which means that the command line was understood.</summary>
    public static bool Entered { get; private set; }

    public IExperimentObserver Observer { get; }

    public CancellationToken Cancellation => cancellation.Token;

    /// <summary>Runs a verb and returns the exit code.</summary>
    public static int Run(bool json, Func<CommandHost, int> verb) =>
        Run(json, Terminal.CanRedraw ? new TerminalObserver(Console.Error) : new PlainObserver(Console.Error), verb);

    /// <summary>Runs a verb that may run many experiments.</summary>
    public static int Watch(bool json, Func<CommandHost, IRunObserver, int> verb)
    {
        var observer = RunView.Observe(Console.Error, json);
        return Run(json, observer, host => verb(host, observer));
    }

    private static int Run(bool json, IExperimentObserver observer, Func<CommandHost, int> verb)
    {
        Entered = true;
        using var host = new CommandHost(json, observer);
        try
        {
            return verb(host);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("interrupted");
            return Interrupted;
        }
        catch (Exception exception)
        {
            return host.Report(Fault.Of(exception));
        }
    }

    /// <summary>The exit code of a verb that ran an experiment. One that somebody stopped and one that a busy machine ended are told
    /// apart.</summary>
    public int ExitCode(ExperimentRecord record) =>
        record.Status != ExperimentStatus.Interrupted ? Done
        : Cancellation.IsCancellationRequested ? Interrupted
        : Failed;

    /// <summary>Ends the process before a verb that was given more words than it takes: 'step foo' is no 'step'.</summary>
    public static ValueTask<int> RefuseExtraWords(CoconaCommandExecutingContext context, CommandExecutionDelegate next)
    {
        var extra = context.ParsedCommandLine.Arguments.Skip(context.Command.Arguments.Count).Select(argument => argument.Value).ToList();
        if (extra.Count == 0)
            return next(context);
        Console.Error.WriteLine(
            $"error {Codes.Usage}: {context.Command.Name} does not take '{string.Join(' ', extra)}'. 'dotnet autoresearch "
                + $"{context.Command.Name} --help' shows what it takes."
        );
        return ValueTask.FromResult(WrongUsage);
    }

    /// <summary>Writes the result: the document with --json, else what <paramref name="print"/> prints.</summary>
    public void Answer<T>(T document, JsonTypeInfo<T> type, Action print)
    {
        (Observer as IDisposable)?.Dispose();
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(document, type));
        else
            print();
    }

    public void Dispose()
    {
        (Observer as IDisposable)?.Dispose();
        foreach (var signal in signals)
            signal.Dispose();
        cancellation.Dispose();
    }

    private int Report(ErrorBody error)
    {
        (Observer as IDisposable)?.Dispose();
        Console.Error.WriteLine($"error {error.Code}: {error.Message}");
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(new ErrorDocument(error), DocumentsJson.Default.ErrorDocument));
        return error.Code == Codes.Usage ? WrongUsage : Failed;
    }

    private void Interrupt(PosixSignalContext context)
    {
        // The second interrupt ends the process at once; the next verb puts right what that leaves.
        if (cancellation.IsCancellationRequested)
            return;
        context.Cancel = true;
        cancellation.Cancel();
    }
}
