namespace AutoResearch.Builds;

/// <summary>The global properties that every build and restore of a project gets. The project cannot change them.</summary>
internal static class BuildProperties
{
    // Imported from wherever they are found on the way up to the root of the disk, were they not named.
    private static readonly (string Property, string File)[] Imports =
    [
        ("DirectoryBuildPropsPath", "Directory.Build.props"),
        ("DirectoryBuildTargetsPath", "Directory.Build.targets"),
        ("DirectoryPackagesPropsPath", "Directory.Packages.props"),
    ];

    /// <summary>The compiler's own log of the last compilation, SARIF: what was reported, suppressed or not.</summary>
    public static string CompilerLog(string folder) => Path.Combine(folder, "obj", "autoresearch.sarif");

    /// <summary>The properties for the project in a folder; a dictionary of the caller's own.</summary>
    public static Dictionary<string, string> Of(string folder)
    {
        var properties = new Dictionary<string, string>
        {
            ["Configuration"] = "Release",
            // A warm compiler server answers in a tenth of a second where a cold compiler takes one and a half.
            ["UseSharedCompilation"] = "true",
            ["AutoResearchSplits"] = "training",
            // What the compiler says goes into the ledger and to agents: in English, whoever started the compiler server.
            ["PreferredUILang"] = "en-US",
            // The symbols say which sources the assembly was made from.
            ["DebugType"] = "portable",
            // All of them, those without code as well, and under the names that they have here.
            ["EmbedAllSources"] = "true",
            ["PathMap"] = "",
            ["DeterministicSourcePaths"] = "false",
            ["ErrorLog"] = CompilerLog(folder) + ",version=2.1",
        };
        // The lock vouches for the project's own files only: what lies in a folder above it, lies outside.
        foreach (var (property, file) in Imports)
            properties[property] = Path.Combine(folder, file);
        return properties;
    }
}
