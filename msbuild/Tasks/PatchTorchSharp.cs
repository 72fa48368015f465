using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace AutoResearch.Tasks;

/// <summary>
/// Makes TorchSharp's native library load where the C++ standard library is older than the one it was linked with. It then asks
/// for a version of a symbol that it never uses, and the loader refuses it. A copy of it marks that version as optional.
/// Only a copy: the file in the package folder belongs to every project of this machine.
/// </summary>
public sealed class PatchTorchSharp : Microsoft.Build.Utilities.Task
{
    /// <summary>libLibTorchSharp.so in the package folder.</summary>
    [Required]
    public ITaskItem Library { get; set; } = new TaskItem();

    /// <summary>Full path of the copy.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <summary>The libstdc++.so.6 to go by; the one the loader would find when empty.</summary>
    public string? StandardLibraryPath { get; set; }

    /// <summary>The copy with the metadata of <see cref="Library"/>; null when the library loads as it is.</summary>
    [Output]
    public ITaskItem? Patched { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var source = Library.GetMetadata("FullPath");
        var standardLibrary = string.IsNullOrEmpty(StandardLibraryPath) ? StandardLibrary.Find() : StandardLibraryPath;
        if (standardLibrary is not null && IsUpToDate(source, standardLibrary))
        {
            Patched = new TaskItem(Destination);
            Library.CopyMetadataTo(Patched);
            return true;
        }

        if (SharedObject.Read(File.ReadAllBytes(source)) is not { } library)
            return true;
        if (
            standardLibrary is null
            || !File.Exists(standardLibrary)
            || SharedObject.Read(File.ReadAllBytes(standardLibrary)) is not { } provided
        )
        {
            Log.LogWarning(
                null,
                Codes.TorchNotPatched,
                null,
                null,
                0,
                0,
                0,
                0,
                "{0} was not found, so the build cannot tell whether TorchSharp will load. If it does not, install it "
                    + "(Debian and Ubuntu: apt-get install libstdc++6; Fedora: dnf install libstdc++).",
                standardLibrary ?? StandardLibrary.Name
            );
            return true;
        }

        var missing = library
            .Needs.Where(need => need.Library == StandardLibrary.Name && !need.IsWeak && !provided.Definitions.Contains(need.Version))
            .ToList();
        if (missing.Count == 0)
            return true;
        var names = string.Join(", ", missing.Select(need => need.Version));
        if (missing.Any(library.IsUsed))
        {
            Log.LogError(
                null,
                Codes.TorchNotPatched,
                null,
                source,
                0,
                0,
                0,
                0,
                "TorchSharp cannot load here: it needs {0} and really uses it, and {1} is older. Use a newer Linux "
                    + "(Debian 13, Ubuntu 24.04, Fedora 39), or an older TorchSharp.",
                names,
                standardLibrary
            );
            return false;
        }

        Write(library.WithWeak(missing), names);
        Patched = new TaskItem(Destination);
        Library.CopyMetadataTo(Patched);
        return true;
    }

    // The copy belongs to one source and one standard library: it is as long as the source, and newer than the last change of
    // either.
    private bool IsUpToDate(string source, string standardLibrary)
    {
        var copy = new FileInfo(Destination);
        return copy.Exists
            && copy.Length == new FileInfo(source).Length
            && copy.LastWriteTimeUtc > File.GetLastWriteTimeUtc(source)
            && copy.LastWriteTimeUtc > File.GetLastWriteTimeUtc(standardLibrary);
    }

    private void Write(byte[] patched, string names)
    {
        if (File.Exists(Destination) && File.ReadAllBytes(Destination).AsSpan().SequenceEqual(patched))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        AtomicFile.Write(Destination, stream => stream.Write(patched));
        Log.LogMessage(
            MessageImportance.High,
            "AutoResearch: TorchSharp asks for {0}, which this Linux is too old for and which it never "
                + "uses; the build uses a corrected copy.",
            names
        );
    }
}
