using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>A test's own copy of the initialised Points project, with a cache of its own.</summary>
public sealed class ResearchRepository : IDisposable
{
    private readonly UserMachine machine;
    private readonly WarmTools warm;
    private readonly string tool;
    private readonly Dictionary<string, string?> variables = [];
    private readonly List<RunningCommand> started = [];
    private readonly string home;

    public ResearchRepository(Products products, string name = "Points", string? copyOf = "")
    {
        machine = products.Machine;
        warm = products.Warm;
        tool = products.Tool;
        home = machine.InRoot(Path.Combine("tests", Guid.NewGuid().ToString("N")[..8]));
        Folder = Path.Combine(home, name);
        Directory.CreateDirectory(home);
        Set("AUTORESEARCH_CACHE", Cache);
        if (copyOf is not null)
            machine.Run(home, "cp", "-a", copyOf.Length > 0 ? copyOf : products.Points, Folder).Succeeds();
    }

    public string Folder { get; }

    /// <summary>Where this repository's slots, scratch folders and weights are.</summary>
    public string Cache => Path.Combine(home, "cache");

    /// <summary>The journal of the experiment under way, the first one where there are several; where there is none, that of experiment 2
    /// would be there.</summary>
    public string Journal => Journals.FirstOrDefault() ?? InFolder(".git/autoresearch/journal-0002.json");

    /// <summary>The journals of all experiments under way.</summary>
    public IReadOnlyList<string> Journals =>
        Directory.Exists(InFolder(".git/autoresearch"))
            ? [.. Directory.GetFiles(InFolder(".git/autoresearch"), "journal*.json").Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Train.cs as it is in the working tree.</summary>
    public string Train
    {
        get => File.ReadAllText(InFolder("Train.cs"));
        set => File.WriteAllText(InFolder("Train.cs"), value);
    }

    public string Head => Git("rev-parse", "HEAD");

    /// <summary>Whether each command gets a process of its own: for what a process chooses once, such as the SDK.</summary>
    public bool StartsAnew { get; set; }

    // The tool reads variables that are its own at each command; what others mean to .NET, git and libgit2 is read once a process.
    private bool IsWarm =>
        !StartsAnew && OperatingSystem.IsLinux() && variables.Keys.All(name => name.StartsWith("AUTORESEARCH_", StringComparison.Ordinal));

    public string InFolder(string relative) => Path.Combine(Folder, relative);

    /// <summary>Sets a variable of the environment of every later command, or with null removes it.</summary>
    public void Set(string variable, string? value) => variables[variable] = value;

    /// <summary>Replaces text of Train.cs that has to be there.</summary>
    public void Edit(string before, string after)
    {
        Assert.Contains(before, Train, StringComparison.Ordinal);
        Train = Train.Replace(before, after, StringComparison.Ordinal);
    }

    /// <summary>Replaces text of the project file that has to be there.</summary>
    public void EditProject(string before, string after)
    {
        var project = Directory.GetFiles(Folder, "*.csproj").Single();
        var text = File.ReadAllText(project);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(project, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>A change that is code, and changes nothing that is computed.</summary>
    public void AddDeadCode() =>
        Edit("public static class Training\n{\n", "public static class Training\n{\n    private const int Dead = 1;\n");

    /// <summary>A change that raises test_acc from 0.9456 to 0.9977.</summary>
    public void Improve() => Edit("LearningRate = 1;", "LearningRate = 10;");

    /// <summary>A change that lowers test_acc.</summary>
    public void Worsen() => Edit("LearningRate = 1;", "LearningRate = 0.01;");

    /// <summary>A training that takes a second or more, and comes to the same result.</summary>
    public void Dawdle() =>
        Edit(
            "        while (!run.IsOver)\n",
            "        for (var i = 0; i < 200_000; i++) run.Points.sum().Dispose();\n        while (!run.IsOver)\n"
        );

    /// <summary>A training that does not end by itself.</summary>
    public void NeverEndTraining() =>
        Edit("while (!run.IsOver)\n", "while (true) run.Points.sum().Dispose();\n        while (!run.IsOver)\n");

    /// <summary>A model that cannot be scored in any time.</summary>
    public void NeverEndScoring() =>
        Edit(
            "forward(Tensor points) => line.call(points);",
            "forward(Tensor points)\n    {\n        while (!training) points.sum().Dispose();\n        return line.call(points);\n    }"
        );

    /// <summary>Runs the tool in the repository.</summary>
    public CommandResult Tool(params string[] arguments) => ToolIn(Folder, arguments);

    /// <summary>Runs the tool elsewhere, as this repository's user.</summary>
    public CommandResult ToolIn(string folder, params string[] arguments) =>
        IsWarm ? warm.Run(folder, arguments, variables) : new RunningCommand(machine.StartInfo(folder, tool, arguments, variables)).Wait();

    /// <summary>How the tool is started here, for who wants to talk to it.</summary>
    public ProcessStartInfo ToolStart(params string[] arguments) => machine.StartInfo(Folder, tool, arguments, variables);

    /// <summary>Runs a line of shell in the repository, where <c>dotnet autoresearch</c> is the packed tool, as it is after its
    /// installation.</summary>
    public CommandResult Shell(string line) =>
        new RunningCommand(
            machine.StartInfo(
                Folder,
                "/bin/sh",
                ["-c", line],
                new Dictionary<string, string?>(variables)
                {
                    ["PATH"] = $"{Path.GetDirectoryName(tool)}:{Environment.GetEnvironmentVariable("PATH")}",
                }
            )
        ).Wait();

    public RunningCommand StartTool(params string[] arguments)
    {
        var command = new RunningCommand(ToolStart(arguments));
        started.Add(command);
        return command;
    }

    public CommandResult Dotnet(params string[] arguments) =>
        new RunningCommand(machine.StartInfo(Folder, "dotnet", arguments, variables)).Wait();

    /// <summary>Runs git and returns what it printed, trimmed.</summary>
    public string Git(params string[] arguments) => machine.Run(Folder, "git", arguments).Succeeds().Output.TrimEnd('\n');

    /// <summary>Commits everything that changed, as a user does.</summary>
    public void CommitAll(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
    }

    /// <summary>Replaces text of program.md and commits it.</summary>
    public void SetProgram(string before, string after)
    {
        var path = InFolder("program.md");
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
        CommitAll("Change program.md");
    }

    /// <summary>The process that the journal says is training.</summary>
    public int TrainingProcess()
    {
        using var journal = JsonDocument.Parse(File.ReadAllText(Journal));
        return journal.RootElement.GetProperty("trainingProcess").GetInt32();
    }

    /// <summary>The rows of the ledger on its branch, each by column; checks its form on the way.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Ledger()
    {
        var text = machine.Run(Folder, "git", "show", "autoresearch/log:results.tsv").Succeeds().Output;
        var lines = text.Split('\n');
        Assert.Equal("", lines[^1]);
        var header = lines[0].Split('\t');
        return
        [
            .. lines[1..^1]
                .Select(
                    (line, index) =>
                    {
                        var cells = line.Split('\t');
                        Assert.Equal(header.Length, cells.Length);
                        var row = header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
                        Assert.Equal(index + 1, int.Parse(row["experiment"], CultureInfo.InvariantCulture));
                        return row;
                    }
                ),
        ];
    }

    /// <summary>The ledger's row of one experiment.</summary>
    public IReadOnlyDictionary<string, string> Experiment(int number) => Ledger()[number - 1];

    /// <summary>Commits another text of results.tsv to the ledger's branch, as a person with git would.</summary>
    public void RewriteLedger(Func<string, string> change)
    {
        var worktree = Path.Combine(home, "ledger");
        Git("worktree", "add", "--quiet", worktree, "autoresearch/log");
        var table = Path.Combine(worktree, "results.tsv");
        File.WriteAllText(table, change(File.ReadAllText(table)));
        Git("-C", worktree, "commit", "--quiet", "--all", "--message", "Edit the ledger");
        Git("worktree", "remove", worktree);
    }

    /// <summary>Commits other cells of one experiment's row, by the names of their columns.</summary>
    public void RewriteRow(int experiment, params IReadOnlyList<(string Column, string Cell)> cells) =>
        RewriteLedger(table =>
        {
            var rows = table.Split('\n');
            rows[experiment] = WithCells(rows[0], rows[experiment], cells);
            return string.Join('\n', rows);
        });

    /// <summary>A row of results.tsv with other cells.</summary>
    /// <param name="header">The table's first line.</param>
    public static string WithCells(string header, string row, params IReadOnlyList<(string Column, string Cell)> cells)
    {
        var columns = header.Split('\t');
        var changed = row.Split('\t');
        foreach (var (column, cell) in cells)
            changed[Array.IndexOf(columns, column)] = cell;
        return string.Join('\t', changed);
    }

    /// <summary>
    /// Makes the next experiment stop after its entry is in the ledger and before anything is merged: the mirror of the
    /// ledger becomes a pipe that nobody reads.
    /// </summary>
    public HeldConclusion HoldConclusion() => new(machine, this);

    /// <summary>Asserts that nothing is left of an experiment that is over or was cut off.</summary>
    /// <param name="slots">How many experiments ran at the same time.</param>
    public void IsTidy(int slots = 1)
    {
        Assert.Equal("  autoresearch/log\n* main", Git("branch", "--list"));
        var worktrees = Git("worktree", "list", "--porcelain")
            .Split('\n')
            .Where(line => line.StartsWith("worktree ", StringComparison.Ordinal))
            .ToList();
        // The repository, and for each slot a tree for candidates and one for the incumbent.
        Assert.True(worktrees.Count <= 1 + (2 * slots), string.Join('\n', worktrees));
        Assert.All(worktrees.Skip(1), line => Assert.StartsWith($"worktree {Cache}", line, StringComparison.Ordinal));
        Assert.Empty(Journals);
        Assert.Empty(Directory.GetFiles(InFolder(".git"), "*.lock", SearchOption.AllDirectories));
        Git("fsck", "--strict", "--no-dangling");
        Assert.Equal(Ledger().Count, Git("for-each-ref", "refs/autoresearch/experiments").Split('\n').Length);
    }

    /// <summary>Everything that a refusal must leave as it was: refs, index, worktrees, journal and the working tree's bytes.</summary>
    public string State() => RepositoryState.Of(machine, Folder);

    public void Dispose()
    {
        foreach (var command in started)
            command.Abort();
        if (Directory.Exists(home) && !UserMachine.Keeps)
            Directory.Delete(home, recursive: true);
    }
}
