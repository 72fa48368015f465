using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>What a command does on a machine without a sandbox: says it once and goes on, or refuses.</summary>
internal sealed class SandboxPolicy(SandboxMode asked, INotices observer)
{
    public const string OptionHelp = "auto (train without a sandbox where there is none) or require (refuse to).";

    private bool said;

    /// <summary>The policy of a command line.</summary>
    /// <param name="option">What --sandbox was given; null when it was not.</param>
    public static SandboxPolicy Parse(string? option, INotices observer) =>
        SandboxModes.TryParse(option ?? "auto", out var mode)
            ? new SandboxPolicy(mode, observer)
            : throw new ResearchException(Codes.Usage, $"--sandbox takes auto or require, not '{option}'. It cannot be switched off.");

    /// <summary>Looks at the machine before anything is made on it.</summary>
    /// <param name="program">What program.md asks for; the stricter of the two stands.</param>
    /// <exception cref="ResearchException">A sandbox is required, and there is none.</exception>
    public void Apply(SandboxMode program)
    {
        var finding = Sandbox.Find();
        if (finding.Sandbox is not null)
            return;
        if (asked == SandboxMode.Require || program == SandboxMode.Require)
        {
            throw new ResearchException(
                Codes.NoSandbox,
                $"{(asked == SandboxMode.Require ? "--sandbox require" : ResearchProgram.FileName + " ('Sandbox: require')")} asks for a "
                    + $"sandbox, but {finding.Problem}. {finding.Remedy}"
            );
        }

        if (!said)
            observer.Notice($"Training runs without a sandbox: {finding.Problem}. Every other check stands. {finding.Remedy}");
        said = true;
    }
}
