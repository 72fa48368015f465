namespace AutoResearch.Tasks;

/// <summary>Where an installed PyTorch keeps libtorch, and which files a program needs of it.</summary>
internal static class TorchFolder
{
    public const string Variable = "AUTORESEARCH_LIBTORCH";

    // Finding the module is enough. Importing it would take seconds of every build.
    private const string Question =
        "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')";

    // Only what Python imports, or what tests PyTorch itself.
    private static readonly string[] Unneeded = ["torch_python", "jitbackend_test", "torchbind_test", "backend_with_compiler"];

    public static string MainLibrary =>
        OperatingSystem.IsWindows() ? "torch.dll"
        : OperatingSystem.IsMacOS() ? "libtorch.dylib"
        : "libtorch.so";

    /// <summary>The folder that holds libtorch, or what is wrong.</summary>
    public static (string? Folder, string Problem) Find(string? property)
    {
        if (!string.IsNullOrWhiteSpace(property))
            return At(property, "TorchLibraryPath");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
            return At(variable, Variable);
        var python = OperatingSystem.IsWindows() ? "python" : "python3";
        if (!Command.TryRun(python, ["-c", Question], out var answer))
            return (null, $"{python} is not installed");
        return answer.Trim() is { Length: > 0 } module ? At(module, "PyTorch") : (null, $"{python} has no module named torch");
    }

    /// <summary>Each native library with the folder of the output that it must lie in.</summary>
    /// <param name="folder">The folder that holds libtorch.</param>
    /// <param name="output">The folder of the output, with a slash at its end, that TorchSharp's own library goes to; may be empty.</param>
    public static IEnumerable<(string Path, string Output)> Libraries(string folder, string output)
    {
        foreach (var path in Directory.GetFiles(folder).Where(IsLibrary).Order(StringComparer.Ordinal))
            yield return (path, output);

        // PyTorch's wheels find CUDA's libraries at $ORIGIN/../../nvidia, beside the package torch, or in $ORIGIN. $ORIGIN is
        // where a link lies, not where it leads, so the output has to be laid out like Python's site-packages.
        var nvidia = Path.GetFullPath(Path.Combine(folder, "..", "..", "nvidia"));
        if (!Directory.Exists(nvidia))
            yield break;
        var above = output.TrimEnd('/').Split('/') is { Length: > 2 } parts ? string.Join('/', parts[..^2]) + "/nvidia/" : null;
        foreach (var path in Directory.GetFiles(nvidia, "*", SearchOption.AllDirectories).Where(IsLibrary).Order(StringComparer.Ordinal))
            yield return (
                path,
                above is null ? output : above + Path.GetRelativePath(nvidia, Path.GetDirectoryName(path)!).Replace('\\', '/') + "/"
            );
    }

    private static (string? Folder, string Problem) At(string path, string source)
    {
        foreach (var folder in new[] { path, Path.Combine(path, "lib") })
        {
            if (File.Exists(Path.Combine(folder, MainLibrary)))
                return (Path.GetFullPath(folder), "");
        }

        return (null, $"{source} names {path}, which holds no {MainLibrary}");
    }

    private static bool IsLibrary(string path)
    {
        var name = Path.GetFileName(path);
        var isLibrary =
            OperatingSystem.IsWindows() ? name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            : OperatingSystem.IsMacOS() ? name.EndsWith(".dylib", StringComparison.Ordinal)
            : name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal);
        return isLibrary && !Unneeded.Any(part => name.Contains(part, StringComparison.Ordinal));
    }
}
