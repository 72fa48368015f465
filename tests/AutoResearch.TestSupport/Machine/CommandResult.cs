using System.Text.Json;

namespace AutoResearch.TestSupport;

/// <summary>A program that was run to its end.</summary>
public sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    public const int Failed = 1;
    public const int Interrupted = 130;

    /// <summary>Standard output as the one JSON document that it has to be.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    public CommandResult Succeeds() => Exits(0);

    /// <summary>How many different lines of a build's output hold the text: MSBuild's summary says every error a second time.</summary>
    public int Count(string text) =>
        Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(text, StringComparison.Ordinal)).Distinct().Count();

    public CommandResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode} instead of {code}: {this}");
        return this;
    }

    /// <summary>Mentions this on standard error.</summary>
    public CommandResult Says(string text)
    {
        Assert.Contains(text, Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Exits with 1 and reports this code on standard error, with text that says what it is about.</summary>
    public CommandResult FailsWith(string code, params string[] mentioned)
    {
        Exits(1);
        Assert.Contains($"error {code}: ", Error, StringComparison.Ordinal);
        Assert.All(mentioned, text => Assert.Contains(text, Error, StringComparison.Ordinal));
        return this;
    }

    public override string ToString() =>
        $"$ {CommandLine}\n[exit code {ExitCode}]\n{Output}{(Error.Length > 0 ? $"[standard error]\n{Error}" : "")}";
}
