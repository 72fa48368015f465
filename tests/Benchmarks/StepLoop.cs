using System.Diagnostics;
using System.Text.Json;

namespace AutoResearch.Benchmarks;

/// <summary><c>dotnet autoresearch step</c>, from a cold start.</summary>
internal sealed class StepLoop(Bench bench)
{
    public Sample Run(int number)
    {
        Bench.Edit(bench.StepProject, number);
        long peak = 0;
        var wall = Stopwatch.StartNew();
        double total = 0;
        var output = bench.Start(bench.StepProject, bench.Tool, ["step", "--json"], process =>
        {
            while (!process.WaitForExit(20))
                peak = Math.Max(peak, PeakOf(process.Id));
            total = wall.Elapsed.TotalSeconds;
        });
        var json = JsonDocument.Parse(output[..(output.IndexOf('\n') + 1)]).RootElement;
        if (json.GetProperty("status").GetString() != "discarded")
            throw new InvalidOperationException("The benchmark's change has to be discarded: " + output);
        var seconds = json.GetProperty("seconds");
        double Of(string name) => seconds.GetProperty(name).GetDouble();
        // The wall clock around the process, not what the tool says of itself.
        return new Sample(Of("build"), Of("startup"), Of("train"), Of("eval"), total, peak);
    }

    // The kernel's high-water mark never falls: the last reading is the peak.
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
