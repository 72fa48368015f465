using System.IO.Compression;

namespace AutoResearch.Tests.Runtime;

public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Compressed_and_plain_splits_read_alike()
    {
        using (var gzip = new GZipStream(File.Create(Path.Combine(folder.Path, "test.txt.gz")), CompressionLevel.Fastest))
            gzip.Write("Emma"u8);
        folder.Write("validation.txt", "Emma");

        foreach (var split in new[] { "test", "validation" })
        {
            using var reader = new StreamReader(Corpus.Open(folder.Path, split));
            Assert.Equal("Emma", reader.ReadToEnd());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Anything_but_one_file_a_split_is_refused(int files)
    {
        for (var i = 0; i < files; i++)
            folder.Write($"training.{i}", "Emma");

        var exception = Assert.Throws<FileNotFoundException>(() => Corpus.Open(folder.Path, "training"));
        Assert.Contains($"holds {files} files named training.*", exception.Message, StringComparison.Ordinal);
    }
}
