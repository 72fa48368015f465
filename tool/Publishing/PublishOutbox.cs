using System.Globalization;
using System.Text.Json;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing;

/// <summary>
/// What is still to be published: one file per experiment in <c>.git/autoresearch/outbox</c>, written before the server hears of it and
/// deleted after the delivery is remembered. A kill at any instant leaves the file there, and the next delivery looks at the server
/// first, so each experiment arrives exactly once.
/// </summary>
internal sealed class PublishOutbox(string stateFolder)
{
    private readonly string folder = Path.Combine(stateFolder, "outbox");

    /// <summary>All, in the order of their experiments.</summary>
    public IReadOnlyList<PublishIntent> All =>
        Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json").Select(Read).OfType<PublishIntent>().OrderBy(intent => intent.Experiment)]
            : [];

    /// <summary>The time before which the server wants no request, the latest of all intents; null where no time was named.</summary>
    public DateTimeOffset? NotBefore => All.Max(intent => intent.NotBefore);

    /// <summary>Remembers that an experiment is to be published, with these options from now on.</summary>
    public PublishIntent Put(int experiment, PublishOptions options)
    {
        var intent = Read(FileOf(experiment)) is { } there
            ? there with
            {
                Options = options,
            }
            : new PublishIntent(experiment, options, [], null, null, null);
        Write(intent);
        return intent;
    }

    /// <summary>Remembers the commit that is about to be pushed.</summary>
    public PublishIntent Offer(PublishIntent intent, string commit)
    {
        if (intent.Offered.Contains(commit))
            return intent;
        var offered = intent with { Offered = [.. intent.Offered, commit] };
        Write(offered);
        return offered;
    }

    /// <summary>Remembers why it is still here.</summary>
    public void Failed(PublishIntent intent, ResearchException trouble, DateTimeOffset? notBefore) =>
        Write(intent with { Code = trouble.Code, Message = trouble.Message, NotBefore = notBefore });

    /// <summary>It is delivered, or never will be.</summary>
    public void Remove(int experiment) => File.Delete(FileOf(experiment));

    /// <summary>Lets one process at a time deliver. Null while another one does.</summary>
    public FileStream? TryTakeTurn()
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FileOf(int experiment) => Path.Combine(folder, experiment.ToString("0000", CultureInfo.InvariantCulture) + ".json");

    // Two threads of this process may write: the one that experiments and the one that delivers.
    private void Write(PublishIntent intent)
    {
        Directory.CreateDirectory(folder);
        var file = FileOf(intent.Experiment);
        var temporary = $"{file}.{Environment.CurrentManagedThreadId}.new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(intent, PublishIntentJson.Default.PublishIntent));
        File.Move(temporary, file, overwrite: true);
    }

    private static PublishIntent? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), PublishIntentJson.Default.PublishIntent) : null;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException)
        {
            // Edited by hand, or delivered in this moment by another process.
            return null;
        }
    }
}
