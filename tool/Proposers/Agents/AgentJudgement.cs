using System.Globalization;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Proposers.Agents;

/// <summary>Turns what an agent did into a proposal, or says why it is none.</summary>
internal static class AgentJudgement
{
    private const int QuotedLines = 5;
    private const int QuoteLimit = 400;

    /// <param name="limit">How long it had.</param>
    /// <param name="version">Finds out its version, for a message: options differ between versions.</param>
    /// <exception cref="ProposerException">It is no proposal.</exception>
    public static Proposal Judge(
        AgentPreset agent,
        AgentRun run,
        AgentChanges changes,
        ProposalRequest request,
        TimeSpan limit,
        Func<string> version
    )
    {
        var report = agent.Read(run.Output);
        var cost = new ProposalCost(run.Seconds, report.Tokens, report.Dollars);
        if (run.ExitCode is not { } code)
        {
            throw Refused(
                "time limit",
                $"was ended after {Duration(limit)}, the time that a proposal may take; what it had changed by then was not taken. Give "
                    + $"it longer in program.md: 'Proposal time: 20 minutes'"
            );
        }

        if (changes.Problems.Count > 0)
        {
            throw Refused(
                "out of scope",
                $"may change {string.Join(", ", request.Program.Editable)} and nothing else, and nothing of this attempt was taken: "
                    + $"{string.Join("; ", changes.Problems)}"
            );
        }

        if (code != 0 && changes.Files.Count > 0)
            throw Refused(
                "died",
                $"ended with code {code} after it had changed {string.Join(", ", changes.Files.Keys)}; half a change was not taken. "
                    + $"{LastWords(run, report)}"
            );
        if (changes.Files.Count == 0 && (code != 0 || report.Error is not null))
        {
            if (
                agent.LoginSigns.Any(sign =>
                    run.Output.Contains(sign, StringComparison.OrdinalIgnoreCase)
                    || run.Errors.Contains(sign, StringComparison.OrdinalIgnoreCase)
                )
            )
                throw Refused("wrong key", $"is not logged in, or its key is wrong. {agent.Login} {LastWords(run, report)}", forGood: true);
            throw Refused(
                "failed",
                $"({version()}) ended with code {code} and changed nothing. {LastWords(run, report)} Try it "
                    + $"by hand, and look at its own messages"
            );
        }

        // Compared with the research branch, too: an agent that only undoes a refused attempt proposes nothing.
        var files = request
            .Program.Editable.Union(request.Files.Keys)
            .Select(path => (Path: path, Text: changes.Files.GetValueOrDefault(path) ?? Latest(request, path)))
            .Where(file => file.Text is not null && file.Text != request.Files.GetValueOrDefault(file.Path))
            .ToDictionary(file => file.Path, file => file.Text!, StringComparer.Ordinal);
        if (changes.Files.Count == 0 || files.Count == 0)
            throw Refused(
                "no change",
                $"ended without a change of {string.Join(", ", request.Program.Editable)}. {LastWords(run, report)}"
            );
        return new Proposal(files, AgentHypothesis.Of(changes.Hypothesis, report.Text, request.Files, files), agent.Name, cost);

        ProposerException Refused(string kind, string what, bool forGood = false) =>
            new(kind, $"The agent '{agent.Name}' {what.TrimEnd('.', ' ')}.", forGood, cost);
    }

    private static string? Latest(ProposalRequest request, string path) =>
        request.Refused.Count == 0 ? null : request.Refused[^1].Proposal.Files.GetValueOrDefault(path);

    private static string LastWords(AgentRun run, AgentReport report)
    {
        var words =
            report.Error is { Length: > 0 } error ? error
            : run.Errors.Trim() is { Length: > 0 } errors ? errors
            : report.Text.Trim() is { Length: > 0 } text ? text
            : run.Output.Trim();
        var last = string.Join('\n', words.Split('\n').TakeLast(QuotedLines));
        return words.Length == 0
            ? "It said nothing."
            : $"Its last words (untrusted): {UntrustedText.Quote(last.Length <= QuoteLimit ? last : last[^QuoteLimit..], QuoteLimit)}.";
    }

    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 120
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} seconds")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes");
}
