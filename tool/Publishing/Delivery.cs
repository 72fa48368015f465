using System.Globalization;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing;

/// <summary>Hands a plan to a publisher, one pull request at a time, the lower ones of a stack first. Each has an intent on disk before
/// it is delivered, and is remembered as published after it.</summary>
internal sealed class Delivery(
    PublishOutbox outbox,
    CleanBranches branches,
    IPublisher publisher,
    TimeProvider clock,
    CancellationToken cancellation
)
{
    private readonly List<PublishResult> results = [];

    /// <exception cref="OperationCanceledException">Nobody waits any more; what is left stays queued.</exception>
    public IReadOnlyList<PublishResult> Deliver(IReadOnlyList<PublishRequest> requests)
    {
        // Queue all of them first: they stay wanted even if the first one hangs.
        foreach (var request in requests)
            outbox.Put(request.Experiment, request.Options);
        using var turn = WaitForTurn();
        foreach (var request in requests)
            results.Add(turn is null ? Queued(request, Busy()) : Deliver(request));
        return results;
    }

    private PublishResult Deliver(PublishRequest request)
    {
        var intent = outbox.Offer(outbox.Put(request.Experiment, request.Options), request.Branch.Commit);
        branches.Offer(request.Experiment, request.Branch);
        // Nothing can be opened on top of a base that was not delivered, and a server that asked for a pause gets no request.
        if (results.Find(result => result.Experiment == request.Branch.BaseExperiment) is { IsDelivered: false } below)
            return Queued(request, below.Trouble!);
        if (outbox.NotBefore is { } time && time > clock.GetUtcNow())
            return Queued(
                request,
                new ResearchException(
                    Codes.RateLimited,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The server allows no more requests until {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Nothing is sent before; "
                            + $"then: dotnet autoresearch pr --retry"
                    )
                )
            );
        PublishResult result;
        try
        {
            result = publisher.Publish(request with { Offered = intent.Offered }, cancellation);
        }
        catch (ResearchException exception)
        {
            outbox.Remove(request.Experiment);
            return new PublishResult(request.Experiment, PublishOutcome.Refused, null, null, exception);
        }

        if (result.IsDelivered)
        {
            // In this order: after a kill between the two, the next delivery asks the server again and finds it there.
            branches.Delivered(request.Experiment, request.Branch);
            outbox.Remove(request.Experiment);
        }
        else
        {
            outbox.Failed(intent, result.Trouble!, result.NotBefore);
        }

        return result;
    }

    private FileStream? WaitForTurn()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            if (outbox.TryTakeTurn() is { } turn)
                return turn;
            if (cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100)))
                cancellation.ThrowIfCancellationRequested();
        }

        return null;
    }

    private static PublishResult Queued(PublishRequest request, ResearchException trouble) =>
        new(request.Experiment, PublishOutcome.Queued, null, null, trouble);

    private static ResearchException Busy() =>
        new(
            Codes.DeliveryBusy,
            "Another process is delivering pull requests of this repository. When it is done: dotnet autoresearch pr --retry"
        );
}
