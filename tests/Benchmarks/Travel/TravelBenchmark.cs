using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AutoResearch.Benchmarks.Travel;

/// <summary>
/// A research of 20 experiments goes to a bare remote, is taken up in a clone with another cache and home, goes on there and comes
/// back. The transfer is killed at ten moments, evenly over the time that it takes, with the git that it started.
/// </summary>
internal static class TravelBenchmark
{
    private const int Kills = 10;

    /// <param name="arguments">How many experiments: 20 by default.</param>
    public static void Run(string[] arguments)
    {
        var experiments = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20;
        using var bench = Bench.CreateSmall();
        var (here, there) = (bench.StepProject, Path.Combine(bench.Root, "elsewhere"));
        Tool(bench, here, "run", "-p", "search:random", "--experiments", $"{experiments - 1}");
        var bare = Path.Combine(bench.Root, "remote.git");
        bench.Run(bench.Root, "git", "init", "-q", "--bare", "-b", "main", bare);
        bench.Run(here, "git", "remote", "add", "origin", "file://" + bare);
        bench.Run(here, "git", "push", "-q", "origin", "main");
        Killed(bench, here, "sent");

        bench.Run(bench.Root, "git", "clone", "-q", "--depth", "1", "file://" + bare, there);
        bench.Run(there, "git", "config", "user.name", "Elsewhere");
        bench.Run(there, "git", "config", "user.email", "elsewhere@localhost");
        Killed(bench, there, "received");
        Same(bench, here, there);
        bench.Run(there, "git", "fetch", "-q", "--unshallow", "origin");
        Tool(bench, there, "verify", "--all");
        Console.WriteLine("the clone verifies");
        Tool(bench, there, "run", "-p", "search:random", "--experiments", "3");
        Killed(bench, there, "sent back");
        bench.Run(there, "git", "push", "-q", "origin", "main");
        Killed(bench, here, "received back");
        bench.Run(here, "git", "pull", "-q", "--ff-only", "origin", "main");
        Same(bench, here, there);
        Tool(bench, here, "verify", "--all");
        Console.WriteLine($"back again and verified: {Rows(bench, here)} experiments");
    }

    private static void Killed(Bench bench, string project, string what)
    {
        // A look that changes nothing takes about as long as the start of the one that is killed.
        var clock = Stopwatch.StartNew();
        Tool(bench, project, "sync", "--fetch-only", "nowhere-to-be-found", "--json");
        var start = clock.Elapsed;
        var cut = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var wait = start * (0.6 + (0.2 * kill));
            cut += Killed(bench, project, wait) ? 1 : 0;
            bench.Run(project, "git", "fsck", "--no-dangling");
        }

        using var document = JsonDocument.Parse(Tool(bench, project, "sync", "--weights", "--json").Split('\n')[0]);
        Console.WriteLine($"{what}: {cut} of {Kills} kills cut a sync off; then {document.RootElement}");
    }

    private static bool Killed(Bench bench, string project, TimeSpan after)
    {
        var start = bench.StartInfo(project, bench.Tool, "sync", "--weights");
        Elsewhere(bench, project, start);
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExit(after);
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return !ended;
    }

    private static string Tool(Bench bench, string project, params string[] arguments)
    {
        var start = bench.StartInfo(project, bench.Tool, arguments);
        Elsewhere(bench, project, start);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        // The name of a remote that there is not: the refusal is what was asked for.
        return process.ExitCode == 0 || arguments.Contains("nowhere-to-be-found")
            ? output.Result
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} exited with {process.ExitCode}:\n{output.Result}\n{errors.Result}"
            );
    }

    // Another machine in all that the tool can see: its cache and its home, where only the way to packages is known.
    private static void Elsewhere(Bench bench, string project, ProcessStartInfo start)
    {
        if (project == bench.StepProject)
            return;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = Path.Combine(bench.Root, "home-elsewhere");
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(user, ".nuget", "packages");
        var sources = Path.Combine(user, ".nuget", "NuGet", "NuGet.Config");
        var copy = Path.Combine(home, ".nuget", "NuGet", "NuGet.Config");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        if (File.Exists(sources))
            File.Copy(sources, copy, overwrite: true);
        start.Environment["AUTORESEARCH_CACHE"] = Path.Combine(bench.Root, "cache-elsewhere");
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["HOME"] = home;
        start.Environment["DOTNET_CLI_HOME"] = home;
    }

    private static void Same(Bench bench, string here, string there)
    {
        foreach (
            var ask in (string[][])
                [
                    ["show", "autoresearch/log:results.tsv"],
                    ["for-each-ref", "refs/autoresearch/experiments"],
                ]
        )
        {
            if (bench.Run(here, "git", ask) != bench.Run(there, "git", ask))
                throw new InvalidOperationException($"git {string.Join(' ', ask)} differs");
        }

        Console.WriteLine("both have the same ledger and commits");
    }

    private static int Rows(Bench bench, string project) =>
        bench.Run(project, "git", "show", "autoresearch/log:results.tsv").TrimEnd('\n').Split('\n').Length - 1;
}
