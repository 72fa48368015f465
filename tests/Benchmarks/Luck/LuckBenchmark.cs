using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutoResearch.Benchmarks.Luck;

/// <summary>
/// What luck is worth in real training: takes changes that change nothing through <c>step</c>, with a budget in seconds, so that no two
/// runs are alike. Those of comments and names are refused without training; dead code is trained, and none should be kept.
/// </summary>
internal static class LuckBenchmark
{
    // Constants of the template's Train.cs, which nothing else refers to.
    private static readonly string[] Names =
    [
        "MatrixRate",
        "TableRate",
        "WeightDecay",
        "Momentum",
        "WarmUp",
        "FinalRate",
        "FirstRate",
        "Beta1",
        "Beta2",
    ];

    // Long enough for the pace of the machine to be known.
    private const string SecondsBeside = "6";

    private const int Attempts = 10;

    /// <param name="arguments">How many changes of each kind: 40 by default. Then <c>beside</c>, with a seed or none, lets neighbours come
    /// and go meanwhile; <c>slots</c> with a number makes so many experiments at the same time.</param>
    public static void Run(string[] arguments)
    {
        var changes = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 40;
        var seed = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 1;
        var isBeside = arguments is [_, "beside", ..];
        var isInSlots = arguments is [_, "slots", ..];
        using var bench = isBeside || isInSlots ? Bench.Create(SecondsBeside) : Bench.Create();
        using var neighbours = isBeside ? new PassingNeighbours(seed) : null;
        if (isInSlots)
        {
            SlotLuck.Run(bench, changes, arguments.Length > 2 ? arguments[2] : "2");
            return;
        }

        var file = Path.Combine(bench.StepProject, "Train.cs");
        var source = File.ReadAllText(file);
        Console.WriteLine($"{changes} changes of comments and names: {Refused(bench, file, source, changes)} refused before training");
        File.WriteAllText(file, source);
        Train(bench, file, changes);
    }

    private static int Refused(Bench bench, string file, string source, int changes)
    {
        var refused = 0;
        for (var i = 0; i < changes; i++)
        {
            File.WriteAllText(file, i % 2 == 0 ? Comment(source, i) : Rename(source, i));
            try
            {
                Console.WriteLine($"not refused: {bench.Run(bench.StepProject, bench.Tool, "step", "--json")}");
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("AR0111", StringComparison.Ordinal))
            {
                refused++;
            }
        }

        return refused;
    }

    private static void Train(Bench bench, string file, int changes)
    {
        var statuses = new Dictionary<string, int>();
        var plain = 0;
        var runs = 0;
        for (var i = 0; i < changes; i++)
        {
            File.WriteAllText(file, DeadCode(File.ReadAllText(file), i));
            var answer = Step(bench);
            var status = answer.GetProperty("status").GetString()!;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var first = answer.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()).FirstOrDefault(double.NaN);
            // What the plain rule would have said of the first run: the bar is the mean of the incumbent's, without its luck.
            plain += first < answer.GetProperty("metric").GetProperty("baseline").GetDouble() ? 1 : 0;
            runs += answer.GetProperty("runs").GetInt32() + answer.GetProperty("incumbentRuns").GetInt32();
            Console.WriteLine($"{i + 1}: {status}: {answer.GetProperty("reason").GetString()}; pace {Paces(answer)}");
        }

        Console.WriteLine();
        Console.WriteLine(
            $"{changes} changes that change nothing: {string.Join(", ", statuses.Select(entry => $"{entry.Value} {entry.Key}"))}; "
                + $"{runs / (double)changes:0.00} runs a change"
        );
        Console.WriteLine($"the first run of {plain} of them was better than the incumbent's mean");
    }

    private static string Paces(JsonElement answer) =>
        string.Join(
            ", ",
            ((string[])["work", "incumbentWork"])
                .Where(name => answer.TryGetProperty(name, out _))
                .SelectMany(name => answer.GetProperty(name).EnumerateArray())
                .Select(run => run.TryGetProperty("pace", out var pace) ? $"{pace.GetDouble():0.00}" : "not measured")
        );

    // A machine that is too busy to judge anything leaves the edit where it is: it is stepped again.
    private static JsonElement Step(Bench bench)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var output = bench.Run(bench.StepProject, bench.Tool, "step", "--json");
                return JsonDocument.Parse(output[..(output.IndexOf('\n') + 1)]).RootElement;
            }
            catch (InvalidOperationException exception)
                when (attempt < Attempts && exception.Message.Contains("\"status\":\"interrupted\"", StringComparison.Ordinal))
            {
                Console.WriteLine("a busy machine: nothing was judged; stepping again");
            }
        }
    }

    // Code that is never run: another program to every reader, and the same to the model.
    private static string DeadCode(string source, int number) =>
        source.Replace(
            "\npublic static class Training\n{\n",
            $"\npublic static class Training\n{{\n    private const int Dead{number} = {number};\n"
        );

    private static string Comment(string source, int number) =>
        source.Replace("\npublic static class", $"\n// Remark {number}.\npublic static class");

    // What was renamed before has a number after its name.
    private static string Rename(string source, int number)
    {
        var name = Names[number / 2 % Names.Length];
        return Regex.Replace(source, $@"\b{name}\d*\b", $"{name}{number + 1}");
    }
}
