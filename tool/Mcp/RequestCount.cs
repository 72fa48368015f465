namespace AutoResearch.Mcp;

/// <summary>Requests that were read and not answered yet.</summary>
internal sealed class RequestCount
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int open;
    private bool ending;

    /// <summary>Counts a request from now until its work, the answer included, is done.</summary>
    public async Task Count(Func<Task> work)
    {
        lock (gate)
            open++;
        try
        {
            await work();
        }
        finally
        {
            lock (gate)
            {
                open--;
                Check();
            }
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
        if (ending && open == 0)
            empty.TrySetResult();
    }
}
