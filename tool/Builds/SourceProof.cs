using System.Reflection.Metadata;
using System.Security.Cryptography;

namespace AutoResearch.Builds;

/// <summary>
/// Whether an assembly was made from the sources that lie in a folder now. Time stamps do not tell: a clock that was set back, or files that
/// were restored, make an old assembly look new. The compiler writes the hash of each source into the symbols
/// (Portable PDB v1.0, Document table), and these are compared with the files.
/// </summary>
internal static class SourceProof
{
    // The hash algorithms of the Document table.
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");

    /// <summary>The first source that the assembly was not made from, relative to the folder; null when it was made from all.</summary>
    /// <param name="folder">The project's.</param>
    /// <param name="program">The assembly; its symbols lie beside it.</param>
    /// <param name="complete">Also takes a file that has no part in the assembly for one it was not made from.</param>
    public static string? FirstStale(string folder, string program, bool complete)
    {
        var symbols = Path.ChangeExtension(program, ".pdb");
        if (!File.Exists(program) || !File.Exists(symbols))
            return Path.GetFileName(symbols);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        var reader = provider.GetMetadataReader();
        foreach (var handle in reader.Documents)
        {
            var document = reader.GetDocument(handle);
            var path = Path.GetRelativePath(folder, Path.Combine(folder, reader.GetString(document.Name)));
            if (path.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(path))
                continue;
            // A name that a #line directive made up has no hash, and no file need be there.
            if (document.Hash.IsNil || (!complete && !File.Exists(Path.Combine(folder, path))))
                continue;
            seen.Add(path);
            if (!IsUnchanged(Path.Combine(folder, path), reader.GetGuid(document.HashAlgorithm), reader.GetBlobBytes(document.Hash)))
                return path;
        }

        return complete ? Sources(folder).FirstOrDefault(path => !seen.Contains(path)) : null;
    }

    private static bool IsUnchanged(string file, Guid algorithm, byte[] hash)
    {
        if (!File.Exists(file))
            return false;
        using var content = File.OpenRead(file);
        return algorithm == Sha256 ? SHA256.HashData(content).AsSpan().SequenceEqual(hash)
            : algorithm == Sha1 && SHA1.HashData(content).AsSpan().SequenceEqual(hash);
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        // As the SDK globs: neither outputs nor folders that begin with a dot. What it leaves out would look stale each time.
        .Where(path => path.Split(Path.DirectorySeparatorChar)[..^1] is var folders && !folders.Any(name => name.StartsWith('.')) && folders is not ["bin" or "obj", ..])
        .Order(StringComparer.Ordinal);
}
