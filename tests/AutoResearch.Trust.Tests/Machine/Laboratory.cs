using System.Collections;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutoResearch.Trust.Machine;

[assembly: AssemblyFixture(typeof(Laboratory))]

namespace AutoResearch.Trust.Machine;

/// <summary>The projects to experiment in, each made from the packed feed when first asked for.</summary>
public sealed class Laboratory : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("autoresearch-trust-").FullName;
    private readonly Lazy<ProjectUnderAttack> points;
    private readonly Lazy<ProjectUnderAttack> letters;
    private readonly Lazy<ProjectUnderAttack> brief;
    private readonly Lazy<ProjectUnderAttack> credulous;
    private readonly Lazy<ProjectUnderAttack> seconds;
    private readonly Dictionary<string, InMemoryBuild> inMemory = [];
    private readonly TcpListener service = new(IPAddress.Loopback, 0);

    public Laboratory()
    {
        try
        {
            Dotnet(root, "new", "install", PackedFeed.Instance.Package("AutoResearch.Template"), "--debug:custom-hive", InRoot("hive"));
            Isolate();
        }
        catch
        {
            Dispose();
            throw;
        }

        // So that there is one on every machine: reaching it from a sandbox would be reaching the network.
        service.Start();
        points = new Lazy<ProjectUnderAttack>(() => Create("Points", ReplaceProblem));
        letters = new Lazy<ProjectUnderAttack>(() => Create("Letters", MakeSmall));
        brief = new Lazy<ProjectUnderAttack>(() => Create("Brief", folder =>
            {
                MakeSmall(folder);
                var prepare = Path.Combine(folder, "Prepare.cs");
                Replace(prepare, "Windows = 512;", "Windows = 128;");
                Replace(prepare, "LeastDraws = 512;", "LeastDraws = 128;");
                Replace(prepare, "MostDraws = LanguageModelling.Windows * Cuts;", "MostDraws = LeastDraws;");
            }));
        credulous = new Lazy<ProjectUnderAttack>(() => Create("Credulous", folder =>
            {
                MakeSmall(folder);
                Replace(Path.Combine(folder, "Prepare.cs"), "examination.RequireHonesty(bits);", "");
            }));
        seconds = new Lazy<ProjectUnderAttack>(() => Create("Seconds", folder =>
            {
                ReplaceProblem(folder);
                Replace(Path.Combine(folder, "program.md"), "20 steps", "1 second\n- Slowed runs: judge");
                // So slow that its second is not enough, however fast the machine is.
                Replace(Path.Combine(folder, "Train.cs"), "[Knob(0.001, 1000,", "[Knob(1e-9, 1000,");
                Replace(Path.Combine(folder, "Train.cs"), "LearningRate = 1;", "LearningRate = 1e-9;");
            }));
    }

    /// <summary>Tells points apart: trains in milliseconds; its evaluator trusts the model.</summary>
    internal ProjectUnderAttack Points => points.Value;

    /// <summary>The template's problem and its evaluator, with a model of letter pairs and a budget in steps.</summary>
    internal ProjectUnderAttack Letters => letters.Value;

    /// <summary>The same on a quarter of the windows, and what would be kept is examined in a few of the places.</summary>
    internal ProjectUnderAttack Brief => brief.Value;

    /// <summary>The same as Letters with the evaluator's defence taken out.</summary>
    internal ProjectUnderAttack Credulous => credulous.Value;

    /// <summary>Points with a budget in time.</summary>
    internal ProjectUnderAttack Seconds => seconds.Value;

    internal ProjectUnderAttack Project(string name) =>
        name switch
        {
            "points" => Points,
            "seconds" => Seconds,
            "letters" => Letters,
            "credulous" => Credulous,
            _ => throw new ArgumentException($"There is no project '{name}'."),
        };

    /// <summary>What a project's build would say, without one.</summary>
    internal InMemoryBuild InMemory(string name)
    {
        if (!inMemory.TryGetValue(name, out var build))
            inMemory[name] = build = new InMemoryBuild(Project(name).Folder);
        return build;
    }

    public void Dispose()
    {
        service.Dispose();
        if (Environment.GetEnvironmentVariable("AUTORESEARCH_KEEP_TESTS") is null or "" && Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }

    private string InRoot(string relative) => Path.Combine(root, relative);

    private ProjectUnderAttack Create(string name, Action<string> change)
    {
        var folder = InRoot(name);
        Dotnet(
            root,
            "new",
            "autoresearch",
            "-n",
            name,
            "-o",
            folder,
            "--packages",
            PackedFeed.Instance.Folder,
            "--skipRestore",
            "--debug:custom-hive",
            InRoot("hive")
        );
        change(folder);
        return new ProjectUnderAttack(folder);
    }

    private static void ReplaceProblem(string folder)
    {
        Directory.Delete(Path.Combine(folder, "corpus"), recursive: true);
        CopyOver("Points", folder);
    }

    private static void MakeSmall(string folder) => CopyOver("Letters", folder);

    private static void CopyOver(string problem, string folder)
    {
        var source = Path.Combine(AppContext.BaseDirectory, problem);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static void Replace(string file, string before, string after)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(before, after, StringComparison.Ordinal));
    }

    // The tool runs in this process, so this process becomes the user's: an own package folder and cache, and nothing of
    // whoever started the tests. Only libtorch, over half a gigabyte, comes from where the machine has it.
    private void Isolate()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key).ToList())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH")
                Environment.SetEnvironmentVariable(name, null);
        }

        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? Path.GetFullPath(chosen)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(Path.Combine(packages, "torchsharp")))
            Environment.SetEnvironmentVariable("NUGET_FALLBACK_PACKAGES", packages);
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", InRoot("packages"));
        Environment.SetEnvironmentVariable("AUTORESEARCH_CACHE", InRoot("cache"));
        // The same results on any machine.
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1");
    }

    private static void Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        new RunningCommand(start).Wait().Succeeds();
    }
}
