namespace AutoResearch.Proposers.Agents.Reports;

/// <summary>An agent of which nothing is known: what it prints is text.</summary>
internal static class PlainReport
{
    public static AgentReport Read(string output) => new(output, null, null, null);
}
