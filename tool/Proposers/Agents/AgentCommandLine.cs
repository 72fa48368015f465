using System.Text;
using AutoResearch.Proposers.Agents.Reports;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// What a user names an agent with: a preset, possibly with further options of its own (<c>claude --model opus</c>), or any command
/// line, in which placeholders stand for what the agent needs. Words are split as a shell would, and no shell runs.
/// </summary>
internal static class AgentCommandLine
{
    /// <summary>The whole prompt, in one argument. Where it is too long for one, a sentence that points to its file.</summary>
    public const string Prompt = "{prompt}";

    /// <summary>The path of a file with the prompt.</summary>
    public const string PromptFile = "{prompt-file}";

    /// <summary>The folder that the agent works in: it is started there.</summary>
    public const string Folder = "{folder}";

    /// <summary>The path of the file that takes the hypothesis.</summary>
    public const string HypothesisFile = "{hypothesis-file}";

    /// <summary>In a preset, as a word of its own: the editable files, a word each.</summary>
    public const string Editable = "{editable}";

    /// <summary>In a preset, as a word of its own: where the user's further options go.</summary>
    public const string Options = "{options}";

    // One argument may take 128 KiB on Linux.
    private const int LongestArgument = 100_000;

    /// <exception cref="ResearchException">There is no command in it, or a quotation mark is never closed.</exception>
    public static AgentPreset Parse(string specification)
    {
        var words = Split(specification);
        if (words.Count == 0)
            throw Invalid(specification, "names no agent");
        if (
            AgentPresets.All.FirstOrDefault(preset => preset.Name == words[0]) is { } known
            && !words.Any(word => CarriesPrompt(word) || word.Contains(Folder))
        )
            return known with { Options = [.. words.Skip(1)] };
        var name = new string([
            .. Path.GetFileNameWithoutExtension(words[0]).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(30),
        ]);
        if (name.Length == 0)
            throw Invalid(specification, "begins with no command");
        return new AgentPreset(
            name,
            words,
            PlainReport.Read,
            $"Name a command that is on the search path or a file that may be run, or one of the agents that are known by name: "
                + $"{AgentPresets.Names}.",
            "Log in with the agent's own command, or set the key that it reads."
        );
    }

    /// <summary>Whether the prompt goes somewhere else than to standard input.</summary>
    public static bool CarriesPrompt(IEnumerable<string> command) => command.Any(CarriesPrompt);

    /// <summary>The command with everything in its place; its first word is left to the caller.</summary>
    public static IEnumerable<string> Arguments(AgentPreset agent, string prompt, AgentWorkspace workspace) =>
        agent
            .Command.Skip(1)
            .SelectMany(word =>
                word switch
                {
                    Options => agent.Options,
                    Editable => workspace.Editable,
                    _ => [Fill(word, prompt, workspace)],
                }
            );

    private static string Fill(string word, string prompt, AgentWorkspace workspace) =>
        word.Replace(PromptFile, workspace.BriefingFile)
            .Replace(Folder, workspace.Folder)
            .Replace(HypothesisFile, workspace.HypothesisFile)
            // Last, so that nothing in the prompt's own text is taken for a placeholder.
            .Replace(
                Prompt,
                Encoding.UTF8.GetByteCount(prompt) <= LongestArgument
                    ? prompt
                    : $"Read the file {workspace.BriefingFile} and do what it says."
            );

    private static bool CarriesPrompt(string word) => word.Contains(Prompt) || word.Contains(PromptFile);

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var escapes =
                c == '\\'
                && i + 1 < text.Length
                && (quote == '"' ? text[i + 1] is '"' or '\\' : quote is null && !OperatingSystem.IsWindows());
            if (escapes)
                (word ??= new()).Append(text[++i]);
            else if (quote is null && char.IsWhiteSpace(c))
                Take();
            else if (quote is null && c is '"' or '\'')
                (quote, word) = (c, word ?? new());
            else if (c == quote)
                quote = null;
            else
                (word ??= new()).Append(c);
        }

        if (quote is not null)
            throw Invalid(text, $"has a {quote} that is never closed");
        Take();
        return words;

        void Take()
        {
            if (word is not null)
                words.Add(word.ToString());
            word = null;
        }
    }

    private static ResearchException Invalid(string specification, string problem) =>
        new(
            Codes.AgentCommand,
            $"The agent {UntrustedText.Quote(specification)} {problem}. Write one of {AgentPresets.Names}, or a command line such as "
                + $"\"my-agent --file {PromptFile}\"."
        );
}
