namespace AutoResearch.Research.Program;

/// <summary>A <c>Key: value</c> line of program.md.</summary>
/// <param name="Line">In the file, from 1.</param>
internal sealed record Setting(string Key, string Value, int Line)
{
    private const int ShownLength = 80;

    /// <summary>The value as a message repeats it.</summary>
    public string Shown => UntrustedText.Clean(Value, ShownLength);

    /// <summary>Reads a line; null where it has not that form.</summary>
    public static Setting? TryRead(string line, int number)
    {
        // **Metric:** and **Metric**: are the same to a reader.
        var plain = line.Replace("**", "").Trim();
        var colon = plain.IndexOf(':');
        return colon > 0 ? new Setting(plain[..colon].Trim(), plain[(colon + 1)..].Trim().TrimEnd('.'), number) : null;
    }

    /// <summary>The same value, however it is set.</summary>
    public bool Agrees(Setting other) => Plain(Value) == Plain(other.Value);

    public ResearchException Invalid(string problem) => new(Codes.ProgramInvalid, $"{ResearchProgram.FileName}({Line}): {Key}: {problem}.");

    private static string Plain(string value) => string.Concat(value.Where(c => c != '`' && !char.IsWhiteSpace(c))).ToLowerInvariant();
}
