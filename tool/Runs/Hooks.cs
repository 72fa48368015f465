using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AutoResearch.Experiment;
using AutoResearch.Processes;
using AutoResearch.Research;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>
/// Programs of the user's that are run before and after each experiment, like git's own hooks: the executables <c>before-experiment</c> and
/// <c>after-experiment</c> in <c>.git/autoresearch/hooks</c>. Each gets a JSON document on standard input. One that fails is reported; it
/// changes no result.
/// </summary>
internal sealed class Hooks(ResearchWorkspace workspace, IExperimentObserver observer, CancellationToken cancellation)
{
    private const string BeforeName = "before-experiment";
    private const string AfterName = "after-experiment";
    private const int ShownOutput = 400;

    // A longer hook would take time that belongs to training.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Where they are looked for.</summary>
    public string Folder { get; } = Path.Combine(workspace.StateFolder, "hooks");

    public void Before(Captured captured) =>
        Run(BeforeName, () =>
            JsonSerializer.Serialize(
                new ProposalDocument(captured.Number, captured.Description, captured.Origin.Proposer, captured.Parent, captured.Files),
                ExperimentJson.Default.ProposalDocument
            )
        );

    public void After(Concluded concluded) =>
        Run(AfterName, () =>
            JsonSerializer.Serialize(
                ExperimentDocuments.Of(concluded.Record, merged: concluded.Merged, direction: workspace.KnownDirection),
                ExperimentJson.Default.ExperimentDocument
            )
        );

    private void Run(string name, Func<string> document)
    {
        var program = Path.Combine(Folder, name);
        if (!File.Exists(program) || cancellation.IsCancellationRequested)
            return;
        try
        {
            if (Failure(program, document()) is { } problem)
                Report(program, problem);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            Report(
                program,
                $"does not start ({exception.Message}); it has to be executable (chmod +x) and begin with a line such as #!/bin/sh"
            );
        }
    }

    private void Report(string program, string problem) =>
        observer.Notice(
            $"warning {Codes.HookFailed}: The hook {program} {problem}. Experiments go on without it; mend it or take it away."
        );

    // What is wrong with it, as the rest of a sentence; null when all went well.
    private string? Failure(string program, string document)
    {
        // Not through setsid, which would report a program that is not there as its own failure.
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            WorkingDirectory = workspace.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        UserEnvironment.GiveTo(start.Environment);
        if (!workspace.Program.HookTokens)
            PublishingTokens.Remove(start.Environment);
        using var process = ProcessStarter.Start(start);
        var log = new CandidateLog();
        CandidateOutput[] output = [new(process.StandardOutput, log), new(process.StandardError, log)];
        // On a thread of its own: a hook that does not read would block this one.
        _ = Task.Run(() => Write(process.StandardInput, document));
        var watch = Stopwatch.StartNew();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
        {
            if (watch.Elapsed <= Limit && !cancellation.IsCancellationRequested)
                continue;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return cancellation.IsCancellationRequested
                ? null
                : FormattableString.Invariant($"took more than {Limit.TotalSeconds:0} seconds and was ended");
        }

        // What it left running in the background may hold its output open.
        foreach (var stream in output)
            stream.Wait(TimeSpan.FromSeconds(1));
        return process.ExitCode == 0 ? null : $"failed with exit code {process.ExitCode}{Said(log.ToString())}";
    }

    private static string Said(string output) => output.Trim().Length == 0 ? "" : $" and said {UntrustedText.Quote(output, ShownOutput)}";

    private static void Write(StreamWriter input, string document)
    {
        try
        {
            input.BaseStream.Write(Encoding.UTF8.GetBytes(document + "\n"));
            input.Close();
        }
        catch (IOException)
        {
            // The hook does not read its input.
        }
    }
}
