using System.Globalization;

namespace AutoResearch.Benchmarks;

/// <summary>Fills the ledger of the step project with rows, as if that many experiments had been run.</summary>
internal static class LongLedger
{
    public static void Fill(Bench bench, int experiments)
    {
        var project = bench.StepProject;
        var lines = bench.Run(project, "git", "show", "autoresearch/log:results.tsv").TrimEnd('\n').Split('\n');
        var pages = bench.Run(project, "git", "rev-parse", "autoresearch/log:experiments/0001.md").Trim();
        var discarded = lines[^1].Split('\t');
        var rows = new List<string>(lines);
        var tree = new List<string>();
        for (var number = 1; number <= experiments; number++)
        {
            if (number > lines.Length - 1)
            {
                discarded[5] = number.ToString("0000", CultureInfo.InvariantCulture);
                rows.Add(string.Join('\t', discarded));
            }

            tree.Add($"100644 blob {pages}\t{number:0000}.md");
        }

        var results = Path.Combine(bench.Root, "results.tsv");
        File.WriteAllText(results, string.Join('\n', rows) + "\n");
        var table = bench.Run(project, "git", "hash-object", "-w", results).Trim();
        var overview = bench.Run(project, "git", "rev-parse", "autoresearch/log:experiments.md").Trim();
        var experimentsTree = MakeTree(bench, tree);
        var root = MakeTree(
            bench,
            [$"040000 tree {experimentsTree}\texperiments", $"100644 blob {overview}\texperiments.md", $"100644 blob {table}\tresults.tsv"]
        );
        var commit = bench.Run(project, "git", "commit-tree", root, "-p", "autoresearch/log", "-m", "a long ledger").Trim();
        bench.Run(project, "git", "update-ref", "refs/heads/autoresearch/log", commit);
    }

    private static string MakeTree(Bench bench, IReadOnlyList<string> entries)
    {
        var list = Path.Combine(bench.Root, "tree.txt");
        File.WriteAllText(list, string.Join('\n', entries) + "\n");
        return bench.Run(bench.StepProject, "bash", "-c", $"git mktree < '{list}'").Trim();
    }
}
