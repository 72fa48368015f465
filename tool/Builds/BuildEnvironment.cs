using System.Text.RegularExpressions;

namespace AutoResearch.Builds;

/// <summary>
/// The environment of an experiment's build: a list of what MSBuild, NuGet and the compiler need. MSBuild takes every variable for a
/// property, so that VERSION, PLATFORM or OUTDIR of a shell would otherwise change what is built, or keep it from being built.
/// </summary>
internal static partial class BuildEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH",
        "PATHEXT",
        "HOME",
        "USER",
        "USERNAME",
        "LOGNAME",
        "USERPROFILE",
        "SHELL",
        "TZ",
        "TMPDIR",
        "TEMP",
        "TMP",
        "LANG",
        "LANGUAGE",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "COLUMNS",
        "LINES",
        "SystemRoot",
        "SystemDrive",
        "windir",
        "ComSpec",
        "APPDATA",
        "LOCALAPPDATA",
        "ProgramData",
        "ProgramFiles",
        "ProgramFiles(x86)",
        "CommonProgramFiles",
        "CommonProgramFiles(x86)",
        "NUMBER_OF_PROCESSORS",
        "PROCESSOR_ARCHITECTURE",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "all_proxy",
        // Where an installed PyTorch is found.
        "TORCH_LIBRARY_PATH",
        "CONDA_PREFIX",
        "VIRTUAL_ENV",
    };

    // .NET's own switches, and those of feeds that ask for a login.
    private static readonly string[] Prefixes =
    [
        "AUTORESEARCH_",
        "DOTNET_",
        "COMPlus_",
        "MSBUILD",
        "NUGET_",
        "LC_",
        "XDG_",
        "VSS_NUGET_",
        "ARTIFACTS_CREDENTIALPROVIDER_",
    ];

    /// <summary>The environment of the build.</summary>
    /// <param name="user">The user's.</param>
    /// <param name="referenced">Names that nuget.config refers to: the password of a feed, say.</param>
    /// <param name="home">A folder that exists and can be written to, for NuGet and the SDK; null to leave the user's.</param>
    /// <param name="temporary">The same for temporary files.</param>
    public static IReadOnlyDictionary<string, string> Of(
        IReadOnlyDictionary<string, string> user,
        IReadOnlySet<string> referenced,
        string? home,
        string? temporary = null
    )
    {
        var kept = user.Where(variable => Passes(variable.Key) || referenced.Contains(variable.Key))
            .ToDictionary(variable => variable.Key, variable => variable.Value);
        // What the compiler says goes into the ledger: one language, whatever the user's is.
        kept["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (home is not null)
            kept["HOME"] = kept["DOTNET_CLI_HOME"] = home;
        if (temporary is not null)
            kept["TMPDIR"] = temporary;
        return kept;
    }

    /// <summary>The variables that a nuget.config refers to: <c>%NAME%</c>.</summary>
    public static IReadOnlySet<string> ReferencedBy(IEnumerable<string> configurations) =>
        configurations
            .SelectMany(text => Reference().Matches(text).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool Passes(string name) =>
        Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("%([A-Za-z_][A-Za-z0-9_]*)%")]
    private static partial Regex Reference();
}
