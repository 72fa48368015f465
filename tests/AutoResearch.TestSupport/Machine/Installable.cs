namespace AutoResearch.TestSupport;

/// <summary>Why a test is skipped that could run: .ci/run, which installs everything, fails where one was.</summary>
public static class Installable
{
    /// <param name="lacking">What is not here, as the beginning of a sentence.</param>
    public static string Reason(string lacking) => $"{lacking.TrimEnd('.', ' ')}; 'bash tests/install.sh' installs it";

    /// <summary>Why there is no sandbox: installing helps only where bubblewrap is missing, not where the kernel forbids it.</summary>
    public static string Sandbox(string problem, string remedy = "") =>
        problem.Contains("is not installed", StringComparison.Ordinal) ? Reason(problem) : $"{problem}. {remedy}";
}
