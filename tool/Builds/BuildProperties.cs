namespace AutoResearch.Builds;

/// <summary>The global properties that every build and restore of a project gets. The project cannot change them.</summary>
internal static class BuildProperties
{
    // Unless their paths are given, MSBuild imports these from the nearest folder, up to the root of the disk, that has them.
    private static readonly (string Property, string File)[] Imports =
    [
        ("DirectoryBuildPropsPath", "Directory.Build.props"),
        ("DirectoryBuildTargetsPath", "Directory.Build.targets"),
        ("DirectoryPackagesPropsPath", "Directory.Packages.props"),
    ];

    /// <summary>The compiler's own log of the last compilation, SARIF: what was reported, suppressed or not.</summary>
    public static string CompilerLog(string folder) => Path.Combine(folder, "obj", "autoresearch.sarif");

    /// <summary>The properties for the project in a folder; a new dictionary at each call.</summary>
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
            // Embed every source, also one without code, under its real path on this machine.
            ["EmbedAllSources"] = "true",
            ["PathMap"] = "",
            ["DeterministicSourcePaths"] = "false",
            ["ErrorLog"] = CompilerLog(folder) + ",version=2.1",
        };
        // The lock covers only the project's own files, so nothing may be imported from a folder above it.
        foreach (var (property, file) in Imports)
            properties[property] = Path.Combine(folder, file);
        return properties;
    }
}
