using System.Text.Json.Nodes;
using AutoResearch.Research.Publishing;
using AutoResearch.TestSupport.GitHub;

namespace AutoResearch.Tests.GitHub;

/// <summary>A server that can be told to fail, and what has to follow from it.</summary>
public abstract class Troubled : IAsyncDisposable
{
    private protected PublishedIdea Idea { get; } = new();

    private protected FakeGitHub Server => Idea.Server;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Idea.DisposeAsync();
    }

    private protected void Fail(string method, int status, string message, params (string, string)[] headers) =>
        Server.Fail(method, "/pulls", status, new JsonObject { ["message"] = message }, int.MaxValue, headers);

    // What could not be delivered is queued; and delivered once when the trouble is over, whatever was done before it came.
    private protected PublishResult IsQueued(string code, params string[] says) => IsQueued(code, says, null);

    private protected void IsQueued(string code, string says, Action mend) => IsQueued(code, [says], mend);

    private protected void IsQueued(string code, string says, string alsoSays, Action mend) => IsQueued(code, [says, alsoSays], mend);

    private PublishResult IsQueued(string code, string[] says, Action? mend)
    {
        var request = Idea.Request(2);
        var result = Idea.Publish(request);
        Assert.Equal((PublishOutcome.Queued, code), (result.Outcome, result.Trouble?.Code));
        Assert.All([.. says, "pr --retry"], text => Assert.Contains(text, result.Trouble!.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(FakeGitHub.Token, result.Trouble!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Pulls.All);
        Server.Mend();
        mend?.Invoke();
        Assert.Equal(PublishOutcome.Opened, Idea.Publish(request).Outcome);
        Assert.Single(Server.Pulls.All);
        return result;
    }
}
