using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

/// <summary>Requests that were read and not answered yet.</summary>
internal sealed class OpenRequests
{
    private readonly Lock gate = new();
    private readonly HashSet<RequestId> open = [];
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool ending;

    public void Open(RequestId request)
    {
        lock (gate)
            open.Add(request);
    }

    /// <summary>It was answered, or taken back; saying so twice does no harm.</summary>
    public void Close(RequestId request)
    {
        lock (gate)
        {
            open.Remove(request);
            Check();
        }
    }

    /// <summary>Waits until none is open.</summary>
    public Task WhenEmpty()
    {
        lock (gate)
        {
            ending = true;
            Check();
        }

        return empty.Task;
    }

    private void Check()
    {
        if (ending && open.Count == 0)
            empty.TrySetResult();
    }
}
