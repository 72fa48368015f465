using System.Globalization;
using AutoResearch.Benchmarks;
using AutoResearch.Benchmarks.Audit;
using AutoResearch.Benchmarks.Contention;
using AutoResearch.Benchmarks.EarlyStopping;
using AutoResearch.Benchmarks.Luck;
using AutoResearch.Benchmarks.Overnight;
using AutoResearch.Benchmarks.Search;
using AutoResearch.Benchmarks.Slots;
using AutoResearch.Benchmarks.Throughput;
using AutoResearch.Benchmarks.Travel;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["early-stopping", ..]:
        StoppingBenchmark.Run(args[1..]);
        return;
    case ["contention", ..]:
        ContentionBenchmark.Run(args[1..]);
        return;
    case ["overnight", ..]:
        OvernightBenchmark.Run(args[1..]);
        return;
    case ["throughput", ..]:
        ThroughputBenchmark.Run(args[1..]);
        return;
    case ["luck", ..]:
        LuckBenchmark.Run(args[1..]);
        return;
    case ["slots", ..]:
        SlotBenchmark.Run(args[1..]);
        return;
    case ["audit", ..]:
        AuditBenchmark.Run(args[1..]);
        return;
    case ["search", ..]:
        SearchBenchmark.Run(args[1..]);
        return;
    case ["proposals", ..]:
        ProposalBenchmark.Run(args[1..]);
        return;
    case ["table", ..]:
        TrainingTable.Run(args[1..]);
        return;
    case ["travel", ..]:
        TravelBenchmark.Run(args[1..]);
        return;
}

var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;

using var bench = Bench.Create();
var step = new StepLoop(bench);
var shell = new ShellLoop(bench);

Console.WriteLine("warming up: restore, compiler server, file cache …");
step.Run(0);
shell.Run(0);

var steps = new List<Sample>();
var shells = new List<Sample>();
for (var i = 1; i <= pairs; i++)
{
    // Alternated, so that a busy minute of the machine falls on both.
    steps.Add(step.Run(i));
    shells.Add(shell.Run(i));
    Console.WriteLine($"pair {i}: step overhead {steps[^1].Overhead:0.00} s, shell loop {shells[^1].Overhead:0.00} s");
}

Console.WriteLine();
Report.Phases(steps);
Report.Compare("overhead", steps.Select(sample => sample.Overhead), shells.Select(sample => sample.Overhead));
Console.WriteLine($"peak memory of the tool: {steps.Max(sample => sample.PeakMemory) / 1048576.0:0} MB");
Console.WriteLine(
    $"the slot on disk: {bench.SlotBytes() / 1048576.0:0.0} MB, with {bench.LinkedBytes() / 1048576.0:0} MB of libraries linked"
);

const int longLedger = 9_990;
LongLedger.Fill(bench, longLedger);
var late = Enumerable.Range(pairs + 1, 3).Select(step.Run).ToList();
Report.Line($"overhead after {longLedger} experiments", late.Select(sample => sample.Overhead));
