using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutoResearch.Benchmarks.Throughput;

/// <summary>
/// <c>-- throughput [seconds] [backend] [device]</c>, such as <c>-- throughput 20 system cuda</c>: tokens a second of the template's
/// model, beside the same model in plain PyTorch, eager and compiled, where a python3 has it. In alternation, so that a busy minute of
/// the machine falls on all.
/// </summary>
internal static partial class ThroughputBenchmark
{
    private const int Rounds = 3;

    public static void Run(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        var backend = arguments.Length > 1 ? arguments[1] : "cpu";
        var device = arguments.Length > 2 ? arguments[2] : "cpu";
        using var bench = Bench.Pack("msbuild", "template");
        var port = HasTorch(bench);
        Console.WriteLine(port ? "beside plain PyTorch" : "python3 has no torch: the template alone");
        Console.WriteLine();
        Console.WriteLine("| model | round | template, tokens/s | eager | compiled |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var size in device == "cpu" ? [ModelSize.Small] : ModelSize.Large)
        {
            var project = Path.Combine(bench.Root, "throughput-" + size.Name.Replace(' ', '-'));
            bench.MakeProject(project, backend);
            var file = Path.Combine(project, "Train.cs");
            File.WriteAllText(file, size.Apply(File.ReadAllText(file)));
            bench.Run(project, "dotnet", "build", "-c", "Release", "-v", "quiet");
            for (var round = 1; round <= Rounds; round++)
            {
                var ours = Template(bench, project, seconds, device);
                var eager = port ? Port(bench, size, seconds, device) : "";
                var compiled = port ? Port(bench, size, seconds, device, "--compile") : "";
                Console.WriteLine($"| {size.Name} | {round} | {ours} | {eager} | {compiled} |");
            }
        }
    }

    private static string Template(Bench bench, string project, int seconds, string device)
    {
        var summary = bench.Run(
            project,
            "dotnet",
            Path.Combine(project, "bin", "Release", "net10.0", "MyResearch.dll"),
            "--budget",
            $"{seconds} seconds",
            "--device",
            device
        );
        var tokens = Number(Tokens().Match(summary)) * 1e6;
        return (tokens / Number(Seconds().Match(summary))).ToString("0", CultureInfo.InvariantCulture);
    }

    // One that fails, for want of memory or of a compiler, must not take the others' numbers with it.
    private static string Port(Bench bench, ModelSize size, int seconds, string device, params string[] more)
    {
        var script = Path.Combine(Bench.FindClone(), "tests", "Benchmarks", "Throughput", "port.py");
        try
        {
            var line = bench
                .Run(bench.Root, "python3", [script, "--device", device, "--seconds", $"{seconds}", .. size.Arguments, .. more])
                .TrimEnd()
                .Split('\n')[^1];
            using var document = JsonDocument.Parse(line);
            return document.RootElement.GetProperty("tokens_s").GetInt64().ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            return "failed: " + exception.Message.ReplaceLineEndings(" ")[..Math.Min(80, exception.Message.Length)];
        }
    }

    private static bool HasTorch(Bench bench)
    {
        try
        {
            bench.Run(bench.Root, "python3", "-c", "import torch");
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"total_tokens_M:\s+([\d.]+)")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"training_seconds:\s+([\d.]+)")]
    private static partial Regex Seconds();
}
