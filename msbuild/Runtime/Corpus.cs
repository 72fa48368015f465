using System.IO.Compression;

namespace AutoResearch;

/// <summary>
/// The splits of the data: <c>corpus/training.*</c>, <c>corpus/validation.*</c> and <c>corpus/test.*</c> beside the program.
/// A split that ends in <c>.gz</c> is decompressed while it is read.
/// </summary>
internal static class Corpus
{
    public const string Training = "training";
    public const string Validation = "validation";
    public const string Test = "test";

    public static Stream Open(string split) => Open(Path.Combine(AppContext.BaseDirectory, "corpus"), split);

    public static Stream Open(string folder, string split)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, split + ".*") : [];
        if (files.Length != 1)
        {
            throw new FileNotFoundException(
                $"error {Codes.Corpus}: {folder} holds {files.Length} files named {split}.*, and one is needed. "
                    + "Restore the corpus folder from git and build again."
            );
        }

        return Read(File.OpenRead(files[0]), IsCompressed(files[0]));
    }

    public static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The split that a file or a message holds; owns the stream.</summary>
    public static Stream Read(Stream content, bool compressed) =>
        compressed ? new GZipStream(content, CompressionMode.Decompress) : content;
}
