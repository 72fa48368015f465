using System.Text;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// The folder that an agent works in, made anew for each attempt: copies of the files that it may read, of which it may write the
/// editable ones. It is no repository and lies outside of every one, so that nothing that the agent does there reaches the user's.
/// </summary>
internal sealed class AgentWorkspace
{
    // Files that agents read without being told to. The project's are written for an agent that drives this tool, so they are left out.
    private static readonly string[] OtherInstructions = ["AGENTS.md", "CLAUDE.md", "GEMINI.md", "SKILL.md"];

    private const int LatestRows = 2000;

    private readonly Dictionary<string, byte[]> written = new(StringComparer.Ordinal);

    private AgentWorkspace(string root, IReadOnlyList<string> editable) => (Root, Editable) = (root, editable);

    /// <summary>Everything of this attempt lies in it.</summary>
    public string Root { get; }

    /// <summary>Where the agent works.</summary>
    public string Folder => Path.Combine(Root, "work");

    /// <summary>For the temporary files of the agent.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>The prompt, to be read.</summary>
    public string BriefingFile => Path.Combine(Folder, "BRIEFING.md");

    /// <summary>Where the agent says in one line what it changed and why.</summary>
    public string HypothesisFile => Path.Combine(Folder, AgentFolderReader.HypothesisName);

    /// <summary>The files that may change, relative to the folder.</summary>
    public IReadOnlyList<string> Editable { get; }

    /// <summary>What was written into the folder, by path relative to it.</summary>
    public IReadOnlyDictionary<string, byte[]> Written => written;

    /// <summary>Makes the folder, in place of an earlier one.</summary>
    /// <param name="root">In the tool's cache.</param>
    public static AgentWorkspace Create(string root, ProposalRequest request)
    {
        Clear(root);
        var workspace = new AgentWorkspace(root, [.. request.Files.Keys.Union(request.Program.Editable).Order(StringComparer.Ordinal)]);
        Directory.CreateDirectory(workspace.Folder);
        Directory.CreateDirectory(workspace.Temporary);
        foreach (var (path, text) in request.Context.Where(file => !OtherInstructions.Contains(Path.GetFileName(file.Key))))
            workspace.Write(path, text, mayChange: false);
        workspace.Write("program.md", request.ProgramText, mayChange: false);
        workspace.Write("results.tsv", Results(request), mayChange: false);
        // A further attempt goes on from the one that was refused.
        var latest = request.Refused.Count > 0 ? request.Refused[^1].Proposal.Files : request.Files;
        foreach (var (path, text) in request.Files)
            workspace.Write(path, latest.GetValueOrDefault(path, text), mayChange: true);
        return workspace;
    }

    /// <summary>Puts the prompt into the folder.</summary>
    public void WriteBriefing(string text) => Write(Path.GetRelativePath(Folder, BriefingFile), text, mayChange: false);

    /// <summary>Ends what still runs of an earlier attempt, as after a kill of the tool, and removes its folder.</summary>
    public static void Clear(string root)
    {
        AgentSurvivors.End(root);
        FolderRemoval.Remove(root);
    }

    private void Write(string path, string text, bool mayChange)
    {
        var file = Path.GetFullPath(path, Folder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var bytes = new UTF8Encoding(false).GetBytes(text);
        // The same name twice, as program.md among the context: the later one counts.
        if (File.Exists(file))
            FolderRemoval.AllowWriting(file);
        File.WriteAllBytes(file, bytes);
        written[path] = bytes;
        if (mayChange)
            return;
        if (OperatingSystem.IsWindows())
            File.SetAttributes(file, FileAttributes.ReadOnly);
        else
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static string Results(ProposalRequest request) =>
        ResultsTable.Header(request.Program.Metric.Name) + string.Concat(request.Records.TakeLast(LatestRows).Select(ResultsTable.Row));
}
