using AutoResearch.Proposers.Agents.Reports;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// The agents that are known by name. Each may read its folder and edit files there; commands and the web are closed to it where it can
/// be told so, and it asks nobody.
/// </summary>
internal static class AgentPresets
{
    /// <summary>
    /// Claude Code. <c>-p</c> reads the prompt from standard input and prints one JSON document; <c>acceptEdits</c> accepts edits
    /// inside the folder alone;
    /// no MCP server of the user's is started. Source: code.claude.com/docs, "Run Claude Code programmatically", "CLI reference",
    /// "Permission modes".
    /// </summary>
    private static readonly AgentPreset Claude = new(
        "claude",
        [
            "claude",
            "-p",
            "--output-format",
            "json",
            "--permission-mode",
            "acceptEdits",
            "--allowedTools",
            "Read,Glob,Grep",
            "--disallowedTools",
            "Bash,WebFetch,WebSearch,Task",
            "--strict-mcp-config",
            AgentCommandLine.Options,
        ],
        ClaudeReport.Read,
        "Install it with 'npm install -g @anthropic-ai/claude-code'.",
        "Run 'claude' and log in with /login, or set ANTHROPIC_API_KEY."
    )
    {
        Leavings = [".claude"],
        LoginSigns =
        [
            "Please run /login",
            "Not logged in",
            "Invalid API key",
            "authentication_error",
            "Invalid authentication credentials",
        ],
    };

    /// <summary>
    /// Codex CLI. <c>exec -</c> reads the prompt from standard input, asks for no approval, and prints events as JSON lines; its own
    /// sandbox lets commands write in the folder alone and reach no network. Source: developers.openai.com/codex, "Non-interactive mode";
    /// openai/codex, docs/exec.md.
    /// </summary>
    private static readonly AgentPreset Codex = new(
        "codex",
        ["codex", "exec", "--sandbox", "workspace-write", "--skip-git-repo-check", "--json", AgentCommandLine.Options, "-"],
        CodexReport.Read,
        "Install it with 'npm install -g @openai/codex'.",
        "Run 'codex login', or set CODEX_API_KEY."
    )
    {
        Leavings = [".codex"],
        LoginSigns = ["401 Unauthorized", "Not logged in", "Missing bearer", "Incorrect API key", "invalid_api_key"],
    };

    /// <summary>
    /// Gemini CLI. Without a terminal it takes the prompt from standard input and prints one JSON document; <c>auto_edit</c> accepts
    /// edits and no commands. A folder has to be trusted for that. Source: geminicli.com/docs, "Headless mode reference", "Trusted
    /// Folders".
    /// </summary>
    private static readonly AgentPreset Gemini = new(
        "gemini",
        ["gemini", "--approval-mode", "auto_edit", "--output-format", "json", AgentCommandLine.Options],
        GeminiReport.Read,
        "Install it with 'npm install -g @google/gemini-cli'.",
        "Run 'gemini' and log in, or set GEMINI_API_KEY."
    )
    {
        Environment = new Dictionary<string, string> { ["GEMINI_CLI_TRUST_WORKSPACE"] = "true" },
        Leavings = [".gemini"],
        LoginSigns = ["Please set an Auth method", "API key not valid", "API_KEY_INVALID", "FatalAuthenticationError"],
    };

    /// <summary>
    /// GitHub Copilot CLI. <c>-p</c> takes the prompt as an argument, too short for a briefing: it points to the file. Writing is
    /// allowed, the shell denied.
    /// Source: docs.github.com/copilot, "CLI programmatic reference", "Allowing and denying tool use".
    /// </summary>
    private static readonly AgentPreset Copilot = new(
        "copilot",
        [
            "copilot",
            "-p",
            $"Read the file {AgentCommandLine.PromptFile} and do what it says.",
            "--allow-tool=write",
            "--deny-tool=shell",
            "--no-ask-user",
            "--disable-builtin-mcps",
            "--output-format=json",
            AgentCommandLine.Options,
        ],
        CopilotReport.Read,
        "Install it with 'npm install -g @github/copilot'.",
        "Run 'copilot' and log in with /login, or set GH_TOKEN to a token that has Copilot."
    )
    {
        Leavings = [".copilot"],
        LoginSigns = ["No authentication information found", "not authenticated", "Please use /login", "copilot login"],
    };

    /// <summary>
    /// opencode. <c>run</c> takes the prompt from standard input and prints events as JSON lines; what its permissions neither allow
    /// nor deny is rejected, as nobody is asked. Source: opencode.ai/docs, "CLI", "Permissions"; anomalyco/opencode,
    /// packages/opencode/src/cli/cmd/run.ts.
    /// </summary>
    private static readonly AgentPreset OpenCode = new(
        "opencode",
        ["opencode", "run", "--format", "json", AgentCommandLine.Options],
        OpenCodeReport.Read,
        "Install it with 'npm install -g opencode-ai'.",
        "Run 'opencode auth login'."
    )
    {
        Environment = new Dictionary<string, string>
        {
            ["OPENCODE_PERMISSION"] =
                """{"edit":"allow","bash":"deny","webfetch":"deny","websearch":"deny","task":"deny","external_directory":"deny"}""",
        },
        Leavings = [".opencode"],
        LoginSigns = ["ProviderAuthError", "Invalid API key", "invalid_api_key", "API key is missing", "opencode auth login"],
    };

    /// <summary>
    /// aider. <c>--message-file</c> makes one change and ends; no git, no commits, no commands, no map of the folder (it would be a
    /// cache in it), and the editable files in the chat. Source: aider.chat/docs, "Scripting aider", "Options reference".
    /// </summary>
    private static readonly AgentPreset Aider = new(
        "aider",
        [
            "aider",
            "--message-file",
            AgentCommandLine.PromptFile,
            "--yes-always",
            "--no-git",
            "--no-auto-commits",
            "--no-auto-lint",
            "--no-auto-test",
            "--no-suggest-shell-commands",
            "--no-detect-urls",
            "--no-check-update",
            "--no-show-release-notes",
            "--no-analytics",
            "--no-pretty",
            "--no-stream",
            "--map-tokens",
            "0",
            AgentCommandLine.Options,
            AgentCommandLine.Editable,
        ],
        AiderReport.Read,
        "Install it with 'python -m pip install aider-install && aider-install'.",
        "Set the key of your model's provider, such as OPENAI_API_KEY or ANTHROPIC_API_KEY."
    )
    {
        Leavings = [".aider"],
        LoginSigns = ["AuthenticationError", "Invalid API key", "Incorrect API key", "invalid x-api-key"],
    };

    public static readonly IReadOnlyList<AgentPreset> All = [Claude, Codex, Gemini, Copilot, OpenCode, Aider];

    /// <summary>Their names, for a message.</summary>
    public static string Names => string.Join(", ", All.Select(agent => agent.Name));
}
