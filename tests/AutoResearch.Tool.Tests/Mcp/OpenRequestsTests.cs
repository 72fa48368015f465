using AutoResearch.Mcp;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Tests.Mcp;

public sealed class OpenRequestsTests
{
    private readonly OpenRequests requests = new();

    [Fact]
    public void None_is_open_at_first() => Assert.True(requests.WhenEmpty().IsCompleted);

    [Fact]
    public async Task The_last_answer_empties_it()
    {
        requests.Open(new RequestId(1));
        requests.Open(new RequestId("1"));
        var empty = requests.WhenEmpty();
        requests.Close(new RequestId(1));
        requests.Close(new RequestId(1));
        Assert.False(empty.IsCompleted);
        requests.Close(new RequestId("1"));
        await empty;
    }
}
