using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace AutoResearch.Proposers.Models;

/// <summary>Makes the client for an endpoint's protocol. Neither repeats requests, limits their time or knows the key: that is done in
/// one place for both.</summary>
internal static class ChatClients
{
    // OpenAI's client insists on a key; the transport replaces it with the real one, or with none.
    private const string NoKey = "none";

    public static IChatClient Create(ModelEndpoint endpoint, HttpClient http)
    {
        if (endpoint.Protocol == ModelProtocol.Ollama)
            return new OllamaChatClient(http, endpoint.Address, endpoint.Model);
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint.Address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        return new OpenAIClient(new ApiKeyCredential(NoKey), options).GetChatClient(endpoint.Model).AsIChatClient();
    }
}
