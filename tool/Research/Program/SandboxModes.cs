namespace AutoResearch.Research.Program;

/// <summary>Reads the words for <see cref="SandboxMode"/>. There is none for switching the sandbox off.</summary>
internal static class SandboxModes
{
    public static bool TryParse(string word, out SandboxMode mode)
    {
        mode = word.Equals("require", StringComparison.OrdinalIgnoreCase) ? SandboxMode.Require : SandboxMode.Auto;
        return mode == SandboxMode.Require || word.Equals("auto", StringComparison.OrdinalIgnoreCase);
    }
}
