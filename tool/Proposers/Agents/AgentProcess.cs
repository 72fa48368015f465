using System.Diagnostics;
using System.Text;
using AutoResearch.Processes;
using AutoResearch.Training;

namespace AutoResearch.Proposers.Agents;

/// <summary>Runs an agent to its end or its time limit, in a process group of its own. Nothing of the group is left
/// afterwards.</summary>
internal static class AgentProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Without a sandbox, this lets the kernel end the agent when the tool is gone, however suddenly.
    private static readonly string? Setpriv = ProcessGroup.FindUtility("setpriv");

    /// <param name="command">Program and arguments.</param>
    /// <param name="input">For standard input; null closes it at once.</param>
    /// <param name="prepare">Changes its environment.</param>
    /// <param name="limit">How long it may run; then it is ended.</param>
    /// <exception cref="OperationCanceledException">The user interrupted; it was ended.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static AgentRun Run(
        IReadOnlyList<string> command,
        AgentWorkspace workspace,
        string? input,
        Action<IDictionary<string, string?>> prepare,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var start = ProcessGroup.Command(Setpriv is null ? command : [Setpriv, "--pdeathsig", "KILL", "--", .. command]);
        start.WorkingDirectory = workspace.Folder;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(false);
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        UserEnvironment.GiveTo(start.Environment);
        prepare(start.Environment);
        var watch = Stopwatch.StartNew();
        using var process = ProcessStarter.Start(start);
        AgentOutput? output = null,
            errors = null;
        int? code = null;
        try
        {
            (output, errors) = (new AgentOutput(process.StandardOutput), new AgentOutput(process.StandardError));
            // On a thread of its own: an agent that does not read its input would block this one.
            new Thread(() => Send(process, input)) { IsBackground = true, Name = "AutoResearch prompt" }.Start();
            code = Wait(process, limit, cancellation);
        }
        finally
        {
            ProcessGroup.Kill(process);
            AgentSurvivors.End(workspace.Root);
            process.WaitForExit(Patience);
        }

        return new AgentRun(code, output.ToEnd(Patience), errors.ToEnd(Patience), watch.Elapsed.TotalSeconds);
    }

    // Null when the time was over.
    private static int? Wait(Process process, TimeSpan limit, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            process.WaitForExitAsync(either.Token).GetAwaiter().GetResult();
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static void Send(Process process, string? input)
    {
        try
        {
            using var writer = process.StandardInput;
            if (input is not null)
                writer.Write(input);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It ended, or closed its input, without reading to the end.
        }
    }
}
