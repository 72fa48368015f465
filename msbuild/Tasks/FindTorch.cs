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

    /// <summary>TorchSharp.dll, which says what libtorch it was made for; when empty that is not looked at.</summary>
    public string? TorchSharp { get; set; }

    /// <summary>The libraries, each with its DestinationSubDirectory.</summary>
    [Output]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var (folder, problem) = TorchFolder.Find(LibraryPath);
        if (folder is null)
        {
            Log.LogError(
                null,
                Codes.TorchBackend,
                null,
                null,
                0,
                0,
                0,
                0,
                "TorchBackend is 'system', but {0}. Install PyTorch (pip install torch), or set the property TorchLibraryPath or the "
                    + "environment variable {1} to the folder with {2}, or set TorchBackend to cpu.",
                problem,
                TorchFolder.Variable,
                TorchFolder.MainLibrary
            );
            return false;
        }

        if (!Fits(folder))
            return false;
        Libraries = [.. TorchFolder.Libraries(folder, (OutputFolder ?? "").Replace('\\', '/')).Select(Item)];
        Log.LogMessage(MessageImportance.Normal, "AutoResearch: using the libtorch in {0}", folder);
        return true;
    }

    // Another major version has other functions: TorchSharp does not load on it, and says that a package is missing. Within one, a newer
    // libtorch mostly has what an older one had.
    private bool Fits(string folder)
    {
        if (
            string.IsNullOrEmpty(TorchSharp)
            || TorchVersions.Needed(TorchSharp) is not { } needed
            || TorchVersions.Of(folder, TorchFolder.MainLibrary) is not { } found
        )
            return true;
        var asIs = $"TorchSharp {needed.TorchSharp} is made for libtorch {needed.LibTorch}, and the one in {folder} is {found}";
        var remedy =
            $"Install a PyTorch {needed.LibTorch.ToString(2)} (pip install torch=={needed.LibTorch}), or set the property "
            + $"TorchLibraryPath or the environment variable {TorchFolder.Variable} to the folder of one, or set TorchBackend to cpu.";
        if (found.Major != needed.LibTorch.Major)
        {
            Log.LogError(null, Codes.TorchVersion, null, null, 0, 0, 0, 0, "{0}: it cannot load that. {1}", asIs, remedy);
            return false;
        }

        if (found < needed.LibTorch)
        {
            Log.LogWarning(
                null,
                Codes.TorchVersion,
                null,
                null,
                0,
                0,
                0,
                0,
                "{0}: it may not load. 'dotnet autoresearch doctor' tries it. {1}",
                asIs,
                remedy
            );
        }
        else
        {
            Log.LogMessage(MessageImportance.Normal, "AutoResearch: {0}", asIs);
        }

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
