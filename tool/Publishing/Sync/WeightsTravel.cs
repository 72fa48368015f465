using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>
/// Brings the weights of what was kept to a remote and back, one blob per experiment under <c>refs/autoresearch/weights</c>. What
/// arrives is taken only if its hash is the one in the ledger's row.
/// </summary>
/// <param name="name">The remote's name.</param>
internal sealed class WeightsTravel(
    ResearchWorkspace workspace,
    string name,
    RemoteResearch remote,
    INotices observer,
    CancellationToken cancellation
)
{
    // Sending files one by one would need a connection for each; sending all at once would start over after every broken connection.
    private const int FilesAtOnce = 16;

    /// <param name="send">Sends what the remote does not have.</param>
    public WeightsReport Run(RemoteRefs there, bool send)
    {
        var kept = workspace.Ledger.Records.Where(record => record.Weights is not null).ToList();
        var absent = kept.Where(record => !IsHere(record)).ToList();
        var (received, bytes) = Receive(there, [.. absent.Where(record => there.Weights.ContainsKey(record.Number))]);
        var (sent, sentBytes) = send ? Send([.. kept.Except(absent).Where(record => !there.Weights.ContainsKey(record.Number))]) : (0, 0);
        var missing = absent.Where(record => !IsHere(record)).Select(record => record.Number);
        return new WeightsReport(received, sent, bytes + sentBytes, [.. missing]);
    }

    private bool IsHere(ExperimentRecord record) => File.Exists(PathOf(record)) && WeightsFiles.Hash(PathOf(record)) == record.Weights;

    private (int Files, long Bytes) Receive(RemoteRefs there, IReadOnlyList<ExperimentRecord> wanted)
    {
        var (files, bytes) = (0, 0L);
        foreach (var batch in wanted.Chunk(FilesAtOnce))
        {
            var refs = batch.Select(record => RemoteResearch.WeightsName(record.Number));
            SyncTroubles.ThrowUnlessDone(remote.Fetch([.. refs], cancellation), name);
            foreach (var record in batch)
            {
                var size = Write(record, there.Weights[record.Number]);
                if (size is null)
                {
                    observer.Notice(
                        $"The weights of experiment {record.Number:0000} on {name} are not the ones that "
                            + $"its row names; they were left there."
                    );
                    continue;
                }

                files++;
                bytes += size.Value;
            }
        }

        return (files, bytes);
    }

    private long? Write(ExperimentRecord record, string blob)
    {
        var path = PathOf(record);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".new";
        using (var content = workspace.Repository.Commits.OpenBlob(blob))
        {
            if (content is null)
                return null;
            using var written = File.Create(unfinished);
            content.CopyTo(written);
        }

        if (WeightsFiles.Hash(unfinished) != record.Weights)
        {
            File.Delete(unfinished);
            return null;
        }

        File.Move(unfinished, path, overwrite: true);
        return new FileInfo(path).Length;
    }

    private (int Files, long Bytes) Send(IReadOnlyList<ExperimentRecord> wanted)
    {
        var (files, bytes) = (0, 0L);
        foreach (var batch in wanted.Chunk(FilesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            var size = batch.Sum(record => new FileInfo(PathOf(record)).Length);
            observer.Notice($"Sending the weights of {batch.Length} experiments, {size / 1048576.0:0.0} MB …");
            var commits = workspace.Repository.Commits;
            var refs = batch.Select(record => new RefPush(
                commits.WriteBlob(PathOf(record)),
                RemoteResearch.WeightsName(record.Number),
                null
            ));
            SyncTroubles.ThrowUnlessDone(remote.Push([.. refs], cancellation), name);
            files += batch.Length;
            bytes += size;
        }

        return (files, bytes);
    }

    private string PathOf(ExperimentRecord record) => WeightsFiles.Of(workspace, record.Number);
}
