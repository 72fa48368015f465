using Microsoft.Build.Framework;

namespace AutoResearch.Tasks;

/// <summary>
/// Makes <c>corpus/training.txt.gz</c>, <c>validation.txt.gz</c> and <c>test.txt.gz</c> of a text or a folder of texts. Once they
/// are there they are the corpus: they are committed and locked, and the source may go.
/// </summary>
public sealed class ImportCorpus : Microsoft.Build.Utilities.Task
{
    // Less than this teaches nothing, and a tenth of it measures nothing.
    private const long SmallestCorpus = 10_000;

    /// <summary>Full path of a text file, or of a folder whose *.txt files are taken, in the order of their names.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Full path of the folder to write to.</summary>
    [Required]
    public string CorpusFolder { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var files = Find();
            if (files.Count == 0)
                return Fail(
                    $"{Source} does not exist. Give AutoResearchCorpus the path of a text file, or of a "
                        + $"folder of .txt files, relative to the project."
                );
            var total = files.Sum(file => file.Length);
            if (total < SmallestCorpus)
                return Fail(
                    $"the text in {Source} is {total:N0} bytes, too small to train on and to measure with. Give at least "
                        + $"{SmallestCorpus:N0} bytes."
                );
            Write(CorpusSplits.Plan(files, File.OpenRead), files.Count, total);
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Fail($"{exception.Message}. Give AutoResearchCorpus the path of a text file, or of a folder of .txt files.");
        }
    }

    private List<(string Path, long Length)> Find()
    {
        if (File.Exists(Source))
            return [(Source, new FileInfo(Source).Length)];
        if (!Directory.Exists(Source))
            return [];
        List<(string Path, long Length)> files =
        [
            .. new DirectoryInfo(Source)
                .GetFiles("*.txt", SearchOption.AllDirectories)
                .Where(file => file.Length > 0)
                .OrderBy(file => Path.GetRelativePath(Source, file.FullName).Replace('\\', '/'), StringComparer.Ordinal)
                .Select(file => (file.FullName, file.Length)),
        ];
        return files.Count > 0
            ? files
            : throw new InvalidDataException($"{Source} is a folder without text: it holds no .txt file with anything in it");
    }

    private void Write(CorpusSplits splits, int files, long total)
    {
        Directory.CreateDirectory(CorpusFolder);
        // Training last: where it exists, the corpus counts as made.
        CorpusWriter.Write(Path.Combine(CorpusFolder, "test.txt.gz"), splits.Test);
        CorpusWriter.Write(Path.Combine(CorpusFolder, "validation.txt.gz"), splits.Validation);
        CorpusWriter.Write(Path.Combine(CorpusFolder, "training.txt.gz"), splits.Training);
        Log.LogMessage(
            MessageImportance.High,
            "AutoResearch: made corpus/ of {0:N0} bytes in {1} {2}: {3:N0} for training, {4:N0} for "
                + "validation, {5:N0} for the test. Commit corpus/.",
            total,
            files,
            files == 1 ? "file" : "files",
            Bytes(splits.Training),
            Bytes(splits.Validation),
            Bytes(splits.Test)
        );
    }

    private static long Bytes(IEnumerable<TextPart> parts) => parts.Sum(part => part.Length);

    private bool Fail(string message)
    {
        Log.LogError(null, Codes.Corpus, null, null, 0, 0, 0, 0, "{0}", message);
        return false;
    }
}
