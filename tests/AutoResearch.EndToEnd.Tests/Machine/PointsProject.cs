namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// Makes the research project that most tests work on: a scaffold of the real template whose problem was replaced by
/// telling points apart, counted in steps, with another metric and another data set. It also shows that the tool and the
/// build know nothing of language models.
/// </summary>
internal static class PointsProject
{
    /// <summary>A scaffold with the Points problem, or another one of these tests, not locked and not in a repository.</summary>
    public static string Scaffold(Products products, string folder, string problem = "Points")
    {
        products.New(folder, "--skipRestore");
        foreach (var split in Directory.GetFiles(Path.Combine(folder, "corpus")))
            File.Delete(split);
        var source = Path.Combine(AppContext.BaseDirectory, problem);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(source, file)), overwrite: true);
        return folder;
    }

    /// <summary>The same, locked, in a repository, with a measured baseline.</summary>
    public static string Create(Products products, string folder)
    {
        Scaffold(products, folder);
        var machine = products.Machine;
        machine.Run(folder, "git", "init", "--quiet", "--initial-branch", "main").Succeeds();
        machine.Run(folder, products.Tool, "lock").Succeeds();
        machine.Run(folder, products.Tool, "init").Succeeds();
        // Copies get a slot of their own.
        Directory.Delete(machine.InRoot("cache"), recursive: true);
        machine.Run(folder, "git", "worktree", "prune").Succeeds();
        return folder;
    }
}
