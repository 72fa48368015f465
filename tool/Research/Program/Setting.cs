namespace AutoResearch.Research.Program;

/// <summary>A <c>Key: value</c> line of program.md.</summary>
/// <param name="Line">Line number in the file, from 1.</param>
internal sealed record Setting(string Key, string Value, int Line)
{
    private const int ShownLength = 80;

    /// <summary>The value as a message repeats it.</summary>
    public string Shown => UntrustedText.Clean(Value, ShownLength);

    /// <summary>Reads a line; null where it does not have that form.</summary>
    public static Setting? TryRead(string line, int number)
    {
        // **Metric:** and **Metric**: are the same to a reader.
        var plain = line.Replace("**", "").Trim();
        var colon = plain.IndexOf(':');
        return colon > 0 ? new Setting(plain[..colon].Trim(), plain[(colon + 1)..].Trim().TrimEnd('.'), number) : null;
    }

    /// <summary>Whether both have the same value, apart from case, white space and backticks.</summary>
    public bool Agrees(Setting other) => Plain(Value) == Plain(other.Value);

    public ResearchException Invalid(string problem) => new(Codes.ProgramInvalid, $"{ResearchProgram.FileName}({Line}): {Key}: {problem}.");

    private static string Plain(string value) => string.Concat(value.Where(c => c != '`' && !char.IsWhiteSpace(c))).ToLowerInvariant();
}
