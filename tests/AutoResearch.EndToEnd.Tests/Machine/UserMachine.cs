using System.Collections;
using System.Diagnostics;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// A user's account with nothing in it: home, package folder, caches. What runs on it neither sees nor changes those of
/// whoever runs the tests. Only libtorch, over half a gigabyte, is taken from where the machine has it.
/// </summary>
public sealed class UserMachine : IDisposable
{
    /// <summary>Set to keep what the tests made, for looking at it.</summary>
    private const string KeepVariable = "AUTORESEARCH_KEEP_TESTS";

    // What a shell of a user would not have: it is of whoever started these tests.
    private static readonly string[] ForeignPrefixes =
    [
        "MSBUILD",
        "AUTORESEARCH_",
        "GIT_",
        "XDG_",
        "TESTINGPLATFORM_",
        "NUGET_PACKAGES",
        "NUGET_FALLBACK_PACKAGES",
        "DOTNET_HOST_PATH",
        "RestorePackagesPath",
    ];

    private readonly Dictionary<string, string> environment;

    public UserMachine()
    {
        Root = Directory.CreateTempSubdirectory("autoresearch-tests-").FullName;
        Home = Directory.CreateDirectory(InRoot("home")).FullName;
        environment = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Where(entry => !ForeignPrefixes.Any(prefix => ((string)entry.Key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        environment["HOME"] = Home;
        environment["USERPROFILE"] = Home;
        environment["DOTNET_CLI_HOME"] = Home;
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        environment["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false";
        environment["NUGET_PACKAGES"] = InRoot("packages");
        environment["AUTORESEARCH_CACHE"] = InRoot("cache");
        // As on a user's machine, whatever this one has been told.
        environment["UseSharedCompilation"] = "true";
        // Nothing of a build may stay behind in memory.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The same results on any machine, and several tests on one.
        environment["OMP_NUM_THREADS"] = "1";
        if (Directory.Exists(Path.Combine(HostPackages, "torchsharp")))
            environment["NUGET_FALLBACK_PACKAGES"] = HostPackages;
        CopyPackageSources();
        WriteIdentity();
    }

    /// <summary>True when the person who runs the tests wants to look at what they made.</summary>
    public static bool Keeps { get; } = Environment.GetEnvironmentVariable(KeepVariable) is { Length: > 0 };

    // Tests that a shell started in the background ignore SIGINT, and so does what they start, unless it is told otherwise: coreutils'
    // env does, and becomes the program.
    private static bool InterruptsAreIgnored { get; } =
        OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;

    /// <summary>The folder that everything lies in.</summary>
    public string Root { get; }

    public string Home { get; }

    /// <summary>Where whoever runs the tests has their packages.</summary>
    private static string HostPackages { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? Path.GetFullPath(chosen)
            : Path.Combine(HostHome, ".nuget", "packages");

    private static string HostHome => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string InRoot(string relative) => Path.Combine(Root, relative);

    /// <summary>Tells git who the user is, or with null that nobody did.</summary>
    public void WriteIdentity(string? name = "Ada Example") => WriteIdentity(Home, name);

    public static void WriteIdentity(string home, string? name) =>
        File.WriteAllText(Path.Combine(home, ".gitconfig"), name is null ? "" : $"[user]\n\tname = {name}\n\temail = ada@example.com\n");

    /// <summary>How a program is started on this machine.</summary>
    public ProcessStartInfo StartInfo(
        string folder,
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? variables = null
    )
    {
        var start = new ProcessStartInfo(
            InterruptsAreIgnored ? "/usr/bin/env" : program,
            InterruptsAreIgnored ? ["--default-signal=INT,QUIT", program, .. arguments] : arguments
        )
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Runs a program to its end.</summary>
    public CommandResult Run(string folder, string program, params string[] arguments) =>
        new RunningCommand(StartInfo(folder, program, arguments)).Wait();

    public void Dispose()
    {
        if (!Keeps && Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    // Where packages come from is the machine's affair: a mirror, say. A new account would not know it.
    private void CopyPackageSources()
    {
        var source = Path.Combine(HostHome, ".nuget", "NuGet", "NuGet.Config");
        if (!File.Exists(source))
            return;
        var target = Path.Combine(Home, ".nuget", "NuGet", "NuGet.Config");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
