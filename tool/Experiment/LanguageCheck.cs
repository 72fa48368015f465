using System.Text.Json;
using AutoResearch.Boundary;
using AutoResearch.Builds;
using AutoResearch.Language;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Experiment;

/// <summary>Reads what was built, and judges it: whether an analyzer ran, and what it was told, does not matter here.</summary>
internal static class LanguageCheck
{
    /// <summary>
    /// Runs the same check once, and ignores its result, while the build waits for the compiler: the files that it reads and the code that
    /// it compiles on the way are then ready when the real check begins.
    /// </summary>
    public static void WarmUp(string folder, IReadOnlyList<string> editable) =>
        _ = Task.Run(() =>
        {
            var files = Read(folder).ToLookup(file => editable.Contains(file.Path, StringComparer.Ordinal));
            using var assembly = File.OpenRead(typeof(Run).Assembly.Location);
            // Checks the Runtime as if the candidate had written it: so all rules are used.
            CompiledCheck.Find(assembly, null, [.. files[false]], [.. files[true]], AllowList.Default);
        });

    /// <summary>Why the candidate is invalid, or null.</summary>
    /// <param name="folder">The slot, with the candidate checked out.</param>
    /// <param name="program">The built assembly.</param>
    /// <param name="editable">The files that the candidate may change, relative to the folder.</param>
    public static Failure? Run(string folder, string program, IReadOnlyList<string> editable)
    {
        var files = Read(folder).ToLookup(file => editable.Contains(file.Path, StringComparer.Ordinal));
        using var assembly = File.OpenRead(program);
        using var pdb = Path.ChangeExtension(program, ".pdb") is var path && File.Exists(path) ? File.OpenRead(path) : null;
        var found = CompiledCheck
            .Find(assembly, pdb, [.. files[false]], [.. files[true]], AllowList.Default)
            .Concat(Suppressed(folder))
            .ToList();
        return found.Count == 0 ? null : new Failure(ExperimentStatus.Invalid, found[0].ToString(), string.Join('\n', found));
    }

    // A log that is missing or cut off tells nothing; the compiled result has told all that matters.
    private static IReadOnlyList<Violation> Suppressed(string folder)
    {
        var path = BuildProperties.CompilerLog(folder);
        if (!File.Exists(path))
            return [];
        try
        {
            using var log = File.OpenRead(path);
            return CompilerLog.Suppressed(log, folder);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // As the SDK collects them: not from build output, nor from folders with a dot.
    private static List<SourceFile> Read(string folder)
    {
        var files = new List<SourceFile>();
        Collect(folder, "");
        return files;

        void Collect(string path, string prefix)
        {
            foreach (var file in Directory.EnumerateFiles(path, "*.cs").Order(StringComparer.Ordinal))
                files.Add(new SourceFile(prefix + Path.GetFileName(file), File.ReadAllText(file)));
            foreach (var inner in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(inner);
                if (!name.StartsWith('.') && !(prefix.Length == 0 && name is "obj" or "bin"))
                    Collect(inner, $"{prefix}{name}/");
            }
        }
    }
}
