using System.IO.Compression;
using System.Text;
using AutoResearch.Tasks;

namespace AutoResearch.Tests.Tasks;

public sealed class ImportCorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string CorpusFolder => Path.Combine(folder.Path, "project/corpus");

    private TaskRun Import(string source) =>
        TaskRun.Of(new ImportCorpus { Source = Path.Combine(folder.Path, source), CorpusFolder = CorpusFolder });

    private string Read(string split)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(CorpusFolder, split + ".txt.gz")), CompressionMode.Decompress)
        );
        return reader.ReadToEnd();
    }

    [Fact]
    public void A_file_becomes_three_splits()
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"line {i}\n"));
        folder.Write("a text.txt", text);

        var run = Import("a text.txt");

        Assert.True(run.Succeeded);
        Assert.StartsWith(
            "AutoResearch: made corpus/ of 18,890 bytes in 1 file: 15,",
            Assert.Single(run.Messages),
            StringComparison.Ordinal
        );
        Assert.Equal(text, Read("training") + Read("validation") + Read("test"));
        Assert.Equal(
            ["test.txt.gz", "training.txt.gz", "validation.txt.gz"],
            Directory.GetFiles(CorpusFolder).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names_and_files_do_not_run_together()
    {
        foreach (var name in new[] { "c/3", "b", "A", "d" })
            folder.Write($"texts/{name}.txt", (byte[])[0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(new string(name[0], 4000))]);
        folder.Write("texts/notes.md", "not a text");

        Assert.True(Import("texts").Succeeded);

        Assert.Equal(new string('A', 4000) + "\n" + new string('b', 4000), Read("training"));
        Assert.Equal(new string('c', 4000), Read("validation"));
        Assert.Equal(new string('d', 4000), Read("test"));
    }

    [Fact]
    public void The_same_text_gives_the_same_bytes()
    {
        folder.Write("text.txt", string.Concat(Enumerable.Range(0, 3000).Select(i => $"line {i}\n")));
        Import("text.txt");
        var before = File.ReadAllBytes(Path.Combine(CorpusFolder, "training.txt.gz"));

        Import("text.txt");

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(CorpusFolder, "training.txt.gz")));
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("empty", "a folder without text")]
    [InlineData("small.txt", "too small")]
    [InlineData("binary.txt", "is not UTF-8 text")]
    public void What_is_no_corpus_is_an_error_that_says_why(string source, string problem)
    {
        folder.Write("empty/notes.md", new string('a', 20_000));
        folder.Write("small.txt", "Emma");
        folder.Write("binary.txt", new byte[20_000]);

        var run = Import(source);

        Assert.False(run.Succeeded);
        var error = Assert.Single(run.Errors);
        Assert.Equal("AR0007", error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(CorpusFolder, "training.txt.gz")));
    }
}
