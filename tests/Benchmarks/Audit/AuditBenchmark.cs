using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AutoResearch.Benchmarks.Audit;

/// <summary>
/// How <c>verify --all</c> grows with the ledger: it is given as many experiments as one that was really run, each with its row, page,
/// commit and ref, written by a commit of its own, and has to find nothing wrong.
/// </summary>
internal static class AuditBenchmark
{
    private const int Runs = 3;

    /// <param name="arguments">Lengths of the ledger: 1000, 2000, 4000 and 8000 by default.</param>
    public static void Run(string[] arguments)
    {
        int[] lengths =
            arguments.Length > 0 ? [.. arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [1000, 2000, 4000, 8000];
        using var bench = Bench.CreateSmall();
        var project = bench.StepProject;
        // Worse than the baseline: one that is kept would have weights to score again.
        Replace(project, "LearningRate = 1;", "LearningRate = 0.001;");
        bench.Run(project, bench.Tool, "step", "-m", "A lower learning rate");
        var ledger = bench.Run(project, "git", "rev-parse", "autoresearch/log").Trim();
        var times = lengths.ToDictionary(length => length, _ => new List<double>());
        foreach (var length in lengths)
        {
            bench.Run(project, "git", "update-ref", "refs/heads/autoresearch/log", ledger);
            Lengthen(bench, length);
            for (var run = 0; run < Runs; run++)
            {
                var clock = Stopwatch.StartNew();
                bench.Run(project, bench.Tool, "verify", "--all");
                times[length].Add(clock.Elapsed.TotalSeconds);
            }

            Report.Line($"verify --all of {length} experiments", times[length]);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{lengths[^1] / (double)lengths[0]:0.#} times the experiments take "
                    + $"{times[lengths[^1]].Order().ElementAt(Runs / 2) / times[lengths[0]].Order().ElementAt(Runs / 2):0.#} times as "
                    + $"long"
            )
        );
    }

    private static void Replace(string project, string before, string after)
    {
        var file = Path.Combine(project, "Train.cs");
        File.WriteAllText(file, File.ReadAllText(file).Replace(before, after, StringComparison.Ordinal));
    }

    // Experiment 2 again and again, up to one less than the length; the last is run, which writes the overview of them all.
    private static void Lengthen(Bench bench, int length)
    {
        var project = bench.StepProject;
        var table = bench.Run(project, "git", "show", "autoresearch/log:results.tsv");
        var row = table.TrimEnd('\n').Split('\n')[^1];
        var page = bench.Run(project, "git", "show", "autoresearch/log:experiments/0002.md");
        var like = bench.Run(project, "git", "rev-parse", "refs/autoresearch/experiments/0002").Trim();
        var commits = Candidates(bench, like, length - 1);
        Import(bench, stream =>
        {
            for (var number = 3; number < length; number++)
            {
                var name = number.ToString("0000", CultureInfo.InvariantCulture);
                var fields = row.Split('\t');
                (fields[0], fields[5]) = (commits[number], name);
                table += string.Join('\t', fields) + "\n";
                Say(stream, "commit refs/heads/autoresearch/log\ncommitter Benchmark <benchmark@localhost> 1700000000 +0000\n");
                Data(stream, $"experiment {name}");
                if (number == 3)
                    Say(stream, "from refs/heads/autoresearch/log^0\n");
                Say(stream, "M 100644 inline results.tsv\n");
                Data(stream, table);
                Say(stream, $"M 100644 inline experiments/{name}.md\n");
                Data(stream, page.Replace("0002", name, StringComparison.Ordinal).Replace(like, commits[number], StringComparison.Ordinal));
            }
        });
        // Anew: fast-import makes of each page a difference from the table that it was given before.
        bench.Run(project, "git", "repack", "-adfq");
        Replace(project, "LearningRate = 1;", FormattableString.Invariant($"LearningRate = 0.00{length};"));
        bench.Run(project, bench.Tool, "step", "-m", "Another learning rate");
    }

    private static Dictionary<int, string> Candidates(Bench bench, string like, int last)
    {
        var marks = Path.Combine(bench.Root, "marks");
        Import(
            bench,
            stream =>
            {
                var tree = bench.Run(bench.StepProject, "git", "rev-parse", like + ":Train.cs").Trim();
                var parent = bench.Run(bench.StepProject, "git", "rev-parse", like + "^").Trim();
                for (var number = 3; number <= last; number++)
                {
                    Say(
                        stream,
                        $"commit refs/autoresearch/experiments/{number:0000}\nmark :{number}\ncommitter Benchmark <benchmark@localhost> "
                            + $"1700000000 +0000\n"
                    );
                    Data(stream, FormattableString.Invariant($"A lower learning rate, {number}"));
                    Say(stream, $"from {parent}\nM 100644 {tree} Train.cs\n\n");
                }
            },
            $"--export-marks={marks}"
        );
        return File.ReadLines(marks)
            .Select(line => line.Split(' '))
            .ToDictionary(pair => int.Parse(pair[0][1..], CultureInfo.InvariantCulture), pair => pair[1]);
    }

    private static void Import(Bench bench, Action<Stream> write, params string[] options)
    {
        var start = bench.StartInfo(bench.StepProject, "git", ["fast-import", "--quiet", "--force", .. options]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = start.RedirectStandardError = false;
        using var process = Process.Start(start)!;
        write(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git fast-import exited with {process.ExitCode}");
    }

    private static void Say(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static void Data(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Say(stream, FormattableString.Invariant($"data {bytes.Length}\n"));
        stream.Write(bytes);
        Say(stream, "\n");
    }
}
