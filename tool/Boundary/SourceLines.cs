using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AutoResearch.Boundary;

/// <summary>
/// Where in the source an instruction comes from, by the portable PDB. For a message only, never for a decision: a
/// <c>#line</c> in an editable file may name any file.
/// </summary>
internal sealed class SourceLines : IDisposable
{
    // The custom debug information that holds the compiler's options.
    private static readonly Guid CompilationOptions = new("B5FEEC05-8CD0-4A83-96DA-466284BB4BD8");

    private readonly MetadataReaderProvider? provider;
    private readonly MetadataReader? metadata;
    private readonly IReadOnlyList<SourceFile> files;

    /// <param name="pdb">The file beside the assembly; null where it is embedded or missing.</param>
    public SourceLines(PEReader image, Stream? pdb, IReadOnlyList<SourceFile> files)
    {
        this.files = files;
        provider =
            pdb is not null ? MetadataReaderProvider.FromPortablePdbStream(pdb)
            : image.ReadDebugDirectory().FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
                is { DataSize: > 0 } embedded
                ? image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded)
            : null;
        try
        {
            metadata = provider?.GetMetadataReader();
        }
        catch (BadImageFormatException)
        {
            // A PDB in Windows' old format: there are no places then, and the findings are the same.
        }
    }

    /// <summary>The symbols that conditional compilation saw; null when the PDB does not say.</summary>
    public IReadOnlyList<string>? Defines()
    {
        if (metadata is null)
            return null;
        foreach (var handle in metadata.GetCustomDebugInformation(EntityHandle.ModuleDefinition))
        {
            var information = metadata.GetCustomDebugInformation(handle);
            if (metadata.GetGuid(information.Kind) != CompilationOptions)
                continue;
            var words = System.Text.Encoding.UTF8.GetString(metadata.GetBlobBytes(information.Value)).Split('\0');
            var define = Array.IndexOf(words, "define");
            return define >= 0 && define % 2 == 0 ? words[define + 1].Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
        }

        return null;
    }

    /// <summary>The place of an instruction; a file without a line, or none, where nothing is known.</summary>
    public (string File, int Line, int Column) Find(MethodDefinitionHandle method, int offset)
    {
        if (metadata is null || MetadataTokens.GetRowNumber(method) > metadata.MethodDebugInformation.Count)
            return ("", 0, 0);
        SequencePoint? found = null;
        foreach (var point in metadata.GetMethodDebugInformation(method).GetSequencePoints())
        {
            if (point.IsHidden)
                continue;
            if (found is not null && point.Offset > offset)
                break;
            found = point;
        }

        return found is { } place
            ? (Relative(metadata.GetString(metadata.GetDocument(place.Document).Name)), place.StartLine, place.StartColumn)
            : ("", 0, 0);
    }

    public void Dispose() => provider?.Dispose();

    private string Relative(string document)
    {
        var path = document.Replace('\\', '/');
        foreach (var file in files)
        {
            if (path == file.Path || path.EndsWith("/" + file.Path, StringComparison.Ordinal))
                return file.Path;
        }

        return path[(path.LastIndexOf('/') + 1)..];
    }
}
