using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace AutoResearch;

/// <summary>
/// Which libtorch there is, and which one TorchSharp was made for. Also compiled into the tool, whose doctor says the same.
/// </summary>
internal static partial class TorchVersions
{
    // torch.cs in TorchSharp: the version of the libtorch packages that it looks for, a constant.
    private const string Constant = "libtorchPackageVersion";

    private const int LongestText = 64 * 1024;

    /// <summary>The version of libtorch that a TorchSharp.dll was made for, and its own; null where it does not say.</summary>
    public static (Version LibTorch, Version TorchSharp)? Needed(string torchSharp)
    {
        try
        {
            using var file = File.OpenRead(torchSharp);
            using var portable = new PEReader(file);
            var metadata = portable.GetMetadataReader();
            foreach (var handle in metadata.FieldDefinitions)
            {
                var field = metadata.GetFieldDefinition(handle);
                if (!metadata.StringComparer.Equals(field.Name, Constant) || field.GetDefaultValue() is not { IsNil: false } value)
                    continue;
                var text = metadata.GetBlobReader(metadata.GetConstant(value).Value).ReadConstant(ConstantTypeCode.String) as string;
                if (Version.TryParse(text, out var version))
                    return (Short(version), Short(metadata.GetAssemblyDefinition().Version));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Another build of it: nothing is said.
        }

        return null;
    }

    /// <summary>The version of the libtorch in a folder; null where nothing there tells.</summary>
    /// <param name="folder">The folder with the libraries: PyTorch's torch/lib, a NuGet package's, a distribution's.</param>
    /// <param name="library">The main library's file name.</param>
    public static Version? Of(string folder, string library)
    {
        // A package's folder is named after its version, PyTorch says it in version.py, libtorch's archive in build-version.
        if (PackageFolder().Match(folder.Replace('\\', '/')) is { Success: true } package)
            return Version.Parse(package.Groups[1].Value);
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) ?? folder;
        foreach (var name in (string[])["version.py", "build-version", "version.txt"])
        {
            if (Read(Path.Combine(above, name)) is { } found)
                return found;
        }

        // A distribution's library is a link to one that has the version in its name.
        var target = Try(() => File.ResolveLinkTarget(Path.Combine(folder, library), returnFinalTarget: true)?.Name);
        return target is not null && NameWithVersion().Match(target) is { Success: true } named
            ? Version.Parse(named.Groups[1].Value)
            : null;
    }

    private static Version? Read(string file)
    {
        var text = Try(() => File.Exists(file) && new FileInfo(file).Length <= LongestText ? File.ReadAllText(file) : null);
        return text is not null && Written().Match(text) is { Success: true } written ? Version.Parse(written.Groups[1].Value) : null;
    }

    private static string? Try(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // 2.10.0.0 is 2.10.0.
    private static Version Short(Version version) => version.Build < 0 ? version : new Version(version.Major, version.Minor, version.Build);

    [GeneratedRegex(@"/libtorch-[^/]+/(\d+\.\d+(?:\.\d+)?)(?:\.\d+)?/", RegexOptions.IgnoreCase)]
    private static partial Regex PackageFolder();

    [GeneratedRegex(@"\.so\.(\d+\.\d+(?:\.\d+)?)")]
    private static partial Regex NameWithVersion();

    // __version__ = '2.11.0+cu130', or the version alone.
    [GeneratedRegex(@"(?:^__version__\s*=\s*['""]|\A\s*)(\d+\.\d+(?:\.\d+)?)", RegexOptions.Multiline)]
    private static partial Regex Written();
}
