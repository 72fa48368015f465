using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace AutoResearch.Builds;

/// <summary>
/// Whether an assembly was made from the sources of a project as they are now. Time stamps do not tell: a clock that was set back, or files
/// that were restored, make an old assembly look new. The compiler writes the hash of each source into the symbols
/// (Portable PDB v1.0, Document table), and these are compared with the files.
/// </summary>
internal static class SourceProof
{
    // The hash algorithms of the Document table.
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");

    // The custom debug information that holds a document's text.
    private static readonly Guid EmbeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    private static readonly StringComparer Paths =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>
    /// The first file that was not compiled as it is now, or was compiled and is not a source, relative to the folder. Null when the
    /// assembly was made from exactly these sources.
    /// </summary>
    /// <param name="folder">The project's.</param>
    /// <param name="program">The assembly; its symbols lie beside it, with every source's text: see <see cref="BuildProperties"/>.</param>
    /// <param name="sources">What has to be in it, relative to the folder or absolute.</param>
    public static string? FirstStale(string folder, string program, IEnumerable<string> sources)
    {
        var symbols = Path.ChangeExtension(program, ".pdb");
        if (!File.Exists(program) || !File.Exists(symbols))
            return Path.GetRelativePath(folder, symbols);
        try
        {
            var content = File.ReadAllBytes(symbols);
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(content));
            var reader = provider.GetMetadataReader();
            if (BelongTogether(program, [.. content], reader))
                return FirstStale(folder, reader, sources);
        }
        catch (BadImageFormatException)
        {
            // The assembly or its symbols are half written.
        }

        return Path.GetRelativePath(folder, symbols);
    }

    private static string? FirstStale(string folder, MetadataReader reader, IEnumerable<string> sources)
    {
        // A name that a #line directive made up has no text.
        var compiled = reader
            .Documents.Where(document => HasText(reader, document))
            .Select(reader.GetDocument)
            .ToDictionary(document => Path.GetFullPath(reader.GetString(document.Name), folder), Paths);
        var files = sources.Select(path => Path.GetFullPath(path, folder)).Distinct(Paths).ToList();
        // Files under bin and obj are what a generator or the build added: they are no sources of the project.
        var stale = files.FirstOrDefault(file => !compiled.TryGetValue(file, out var document) || !IsUnchanged(file, reader, document))
            ?? compiled.Keys.Except(files, Paths).FirstOrDefault(path => !IsOutput(folder, path));
        return stale is null ? null : Path.GetRelativePath(folder, stale);
    }

    // The compiler writes a hash of the symbols into the assembly: new symbols beside an old assembly prove nothing about it.
    private static bool BelongTogether(string program, byte[] symbols, MetadataReader reader)
    {
        using var image = new PEReader(File.OpenRead(program));
        var entry = image.ReadDebugDirectory().FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.PdbChecksum);
        if (entry.DataSize == 0 || reader.DebugMetadataHeader is not { } header)
            return false;
        var checksum = image.ReadPdbChecksumDebugDirectoryData(entry);
        // The compiler computed the checksum while the identifier in the symbols was still zero.
        symbols.AsSpan(header.IdStartOffset, header.Id.Length).Clear();
        var actual = CryptographicOperations.HashData(new HashAlgorithmName(checksum.AlgorithmName), symbols);
        return checksum.Checksum.AsSpan().SequenceEqual(actual);
    }

    private static bool HasText(MetadataReader reader, DocumentHandle document) =>
        reader
            .GetCustomDebugInformation(document)
            .Select(reader.GetCustomDebugInformation)
            .Any(information => reader.GetGuid(information.Kind) == EmbeddedSource);

    private static bool IsUnchanged(string file, MetadataReader reader, Document document)
    {
        if (document.Hash.IsNil || !File.Exists(file))
            return false;
        var hash = reader.GetBlobBytes(document.Hash);
        var algorithm = reader.GetGuid(document.HashAlgorithm);
        using var content = File.OpenRead(file);
        return algorithm == Sha256
            ? SHA256.HashData(content).AsSpan().SequenceEqual(hash)
            : algorithm == Sha1 && SHA1.HashData(content).AsSpan().SequenceEqual(hash);
    }

    private static bool IsOutput(string folder, string path) =>
        Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";
}
