using System.IO.Compression;
using System.Reflection;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>The template's validation text.</summary>
internal static class Corpus
{
    public static byte[] Validation()
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream("Template/validation.txt.gz")!;
        using var content = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
