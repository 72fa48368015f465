using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AutoResearch.Benchmarks;

/// <summary>Two equal projects made from the packed template, and the packed tool, in a temporary folder.</summary>
internal sealed class Bench : IDisposable
{
    // Enough to train a little.
    private const string Seconds = "2";

    // Of its own: the packages of this run are found, and no cached ones.
    private readonly string version = "0.0.1-bench." + DateTime.UtcNow.ToString("yyyyMMddHHmmss");

    private Bench(string root) => Root = root;

    public string Root { get; }

    public string Tool => Path.Combine(Root, "tools", "dotnet-autoresearch");

    /// <summary>The project that the tool works in.</summary>
    public string StepProject => Path.Combine(Root, "step");

    /// <summary>The project that the shell loop works in.</summary>
    public string ShellProject => Path.Combine(Root, "shell");

    private string Feed => Path.Combine(Root, "feed");

    private string Hive => Path.Combine(Root, "hive");

    private string Cache => Path.Combine(Root, "cache");

    /// <summary>The packages and both projects, with a measured baseline.</summary>
    /// <param name="budget">Seconds of training.</param>
    public static Bench Create(string budget = Seconds)
    {
        var bench = Install();
        bench.MakeProject(bench.StepProject, budget: budget);
        bench.MakeProject(bench.ShellProject, budget: budget);
        Console.WriteLine("measuring the baseline …");
        bench.Run(bench.StepProject, bench.Tool, "init");
        bench.Run(bench.ShellProject, "git", "add", "-A");
        bench.Run(bench.ShellProject, "git", "commit", "-q", "-m", "start");
        return bench;
    }

    /// <summary>The packages and the tool's project with the small problem of the end-to-end tests in it: it trains in a fraction of a
    /// second.</summary>
    public static Bench CreateSmall()
    {
        var bench = Install();
        bench.MakeProject(bench.StepProject);
        foreach (var split in Directory.GetFiles(Path.Combine(bench.StepProject, "corpus")))
            File.Delete(split);
        var problem = Path.Combine(FindClone(), "tests", "AutoResearch.TestSupport", "Points");
        foreach (var file in Directory.GetFiles(problem, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(bench.StepProject, Path.GetRelativePath(problem, file)), overwrite: true);
        bench.Run(bench.StepProject, bench.Tool, "lock");
        bench.Run(bench.StepProject, bench.Tool, "init");
        return bench;
    }

    /// <summary>The packages and the tool, and no project yet.</summary>
    public static Bench Install()
    {
        var bench = Pack("msbuild", "template", "tool");
        bench.Run(
            bench.Root,
            "dotnet",
            "tool",
            "install",
            "dotnet-autoresearch",
            "--tool-path",
            Path.Combine(bench.Root, "tools"),
            "--add-source",
            bench.Feed,
            "--version",
            bench.version
        );
        return bench;
    }

    /// <summary>The packages, and no project yet.</summary>
    public static Bench Pack(params string[] projects)
    {
        var bench = new Bench(Directory.CreateTempSubdirectory("autoresearch-bench-").FullName);
        var clone = FindClone();
        Console.WriteLine("packing …");
        foreach (var project in projects)
            bench.Run(
                clone,
                "dotnet",
                "pack",
                project,
                "-c",
                "Release",
                "-v",
                "quiet",
                $"-p:PackageOutputPath={bench.Feed}",
                $"-p:Version={bench.version}"
            );
        bench.Run(
            bench.Root,
            "dotnet",
            "new",
            "install",
            Path.Combine(bench.Feed, $"AutoResearch.Template.{bench.version}.nupkg"),
            "--debug:custom-hive",
            bench.Hive
        );
        return bench;
    }

    /// <summary>A repository with the template's project in it, nothing committed yet.</summary>
    public void MakeProject(string project, string backend = "cpu", string budget = Seconds)
    {
        Run(
            Root,
            "dotnet",
            "new",
            "autoresearch",
            "-n",
            "MyResearch",
            "-o",
            project,
            "--budget",
            budget,
            "--backend",
            backend,
            "--packages",
            Feed,
            "--debug:custom-hive",
            Hive
        );
        Run(project, "git", "init", "-q", "-b", "main");
        Run(project, "git", "config", "user.name", "Benchmark");
        Run(project, "git", "config", "user.email", "benchmark@localhost");
    }

    /// <summary>The same change for both: learning rates that learn nothing, so that neither keeps it. Others each time.</summary>
    public static void Edit(string project, int number)
    {
        var file = Path.Combine(project, "Train.cs");
        var source = File.ReadAllText(file);
        File.WriteAllText(file, Regex.Replace(source, @"(double \w+Rate = )[^;]+;", $"${{1}}{number + 1}e-9;"));
    }

    /// <summary>Runs a command with the compiler server on, and returns what it printed on both streams.</summary>
    public string Run(string folder, string command, params string[] arguments) => Start(folder, command, arguments, _ => { });

    public string Start(string folder, string command, string[] arguments, Action<Process> watch)
    {
        using var process = Process.Start(StartInfo(folder, command, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        watch(process);
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result + errors.Result
            : throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} exited with {process.ExitCode}:\n{output.Result}\n{errors.Result}"
            );
    }

    /// <summary>How a command is started with the compiler server on, for who wants to change its environment or end it.</summary>
    public ProcessStartInfo StartInfo(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["AUTORESEARCH_CACHE"] = Cache;
        return start;
    }

    /// <summary>The lines of the ledger's table in cells, its header first.</summary>
    public IReadOnlyList<string[]> Ledger() =>
        [.. Run(StepProject, "git", "show", "autoresearch/log:results.tsv").TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];

    /// <summary>Bytes of the slot that are its own.</summary>
    public long SlotBytes() => Files().Where(file => file.LinkTarget is null).Sum(file => file.Length);

    /// <summary>Bytes that the slot only links to.</summary>
    public long LinkedBytes() =>
        Files()
            .Where(file => file.LinkTarget is not null)
            .Sum(file => (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo)?.Length ?? 0);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private IEnumerable<FileInfo> Files() =>
        Directory
            .GetDirectories(Cache)
            .SelectMany(folder => new DirectoryInfo(Path.Combine(folder, "slots")).EnumerateFiles("*", SearchOption.AllDirectories));

    public static string FindClone()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoResearch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("Run the benchmark from a clone: dotnet run --project tests/Benchmarks -c Release");
    }
}
