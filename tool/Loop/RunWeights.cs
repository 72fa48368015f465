namespace AutoResearch.Loop;

/// <summary>The weights of a candidate's runs, until it is decided which of them are kept.</summary>
internal static class RunWeights
{
    /// <summary>The file of the weights of one run, counted from 0.</summary>
    public static string File(Workspace workspace, int run) => Path.Combine(Folder(workspace), $"{run}.dat");

    /// <summary>Forgets all of them, a killed experiment's included.</summary>
    public static void Clear(Workspace workspace)
    {
        var folder = Folder(workspace);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string Folder(Workspace workspace) => Path.Combine(workspace.Cache, "runs");
}
