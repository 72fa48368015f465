using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Benchmarks;

/// <summary>The loop that a person would write in shell.</summary>
internal sealed class ShellLoop(Bench bench)
{
    private const string Script = """
        set -e
        git switch -q -c experiment
        git commit -q -a -m "try it"
        dotnet run -c Release > run.log 2>&1
        score=$(grep '^val_bpb:' run.log | cut -d: -f2)
        git switch -q main
        if [ "$(echo "$score < $1" | bc 2>/dev/null)" = 1 ]; then git merge -q experiment; fi
        git branch -q -D experiment
        """;

    public Sample Run(int number)
    {
        Bench.Edit(bench.ShellProject, number);
        var wall = Stopwatch.StartNew();
        double total = 0;
        bench.Start(bench.ShellProject, "bash", ["-c", Script, "loop", "0"], process =>
        {
            process.WaitForExit();
            total = wall.Elapsed.TotalSeconds;
        });
        var log = File.ReadAllText(Path.Combine(bench.ShellProject, "run.log"));
        return new Sample(0, 0, Number(log, @"trained in ([\d.]+) s"), Number(log, @"evaluated in ([\d.]+) s"), total, 0);
    }

    private static double Number(string log, string pattern) =>
        double.Parse(Regex.Match(log, pattern).Groups[1].Value, CultureInfo.InvariantCulture);
}
