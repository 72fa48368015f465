using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace AutoResearch.Tasks;

/// <summary>TorchBackend=system: the native libraries of a PyTorch that is installed on this machine.</summary>
public sealed class FindTorch : Microsoft.Build.Utilities.Task
{
    /// <summary>The folder that holds libtorch, or the one above it; when empty the environment and then python3 are asked.</summary>
    public string? LibraryPath { get; set; }

    /// <summary>The folder of the output, relative and with a slash at its end, that TorchSharp's own native library goes to.</summary>
    public string? OutputFolder { get; set; }

    /// <summary>The libraries, each with its DestinationSubDirectory.</summary>
    [Output]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var (folder, problem) = TorchFolder.Find(LibraryPath);
        if (folder is null)
        {
            Log.LogError(null, Codes.TorchBackend, null, null, 0, 0, 0, 0,
                "TorchBackend is 'system', but {0}. Install PyTorch (pip install torch), or set the property TorchLibraryPath or the "
                + "environment variable {1} to the folder with {2}, or set TorchBackend to cpu.",
                problem, TorchFolder.Variable, TorchFolder.MainLibrary);
            return false;
        }

        Libraries = [.. TorchFolder.Libraries(folder, (OutputFolder ?? "").Replace('\\', '/')).Select(Item)];
        Log.LogMessage(MessageImportance.Normal, "AutoResearch: using the libtorch in {0}", folder);
        return true;
    }

    private static ITaskItem Item((string Path, string Output) library)
    {
        var item = new TaskItem(library.Path);
        item.SetMetadata("DestinationSubDirectory", library.Output);
        item.SetMetadata("DestinationSubPath", library.Output + Path.GetFileName(library.Path));
        return item;
    }
}
