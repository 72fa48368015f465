using System.Net;
using System.Net.Http.Headers;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// Sends the requests to one endpoint, for either client: adds the key, follows no redirects, and throws one kind of exception
/// for everything that is not an answer of the protocol, before a client throws one of its own.
/// </summary>
internal sealed class ModelTransport : DelegatingHandler
{
    private const int MostOfRefusal = 16 * 1024;
    private const long MostOfAnswer = 64L * 1024 * 1024;

    private readonly Uri address;
    private readonly string? key;
    private readonly TimeProvider time;
    private CappedStream? latest;

    public ModelTransport(Uri address, string? key, TimeProvider time)
        : base(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                // A proxy cannot reach this machine's own addresses.
                UseProxy = !address.IsLoopback,
                ConnectTimeout = TimeSpan.FromSeconds(30),
                // A run lasts for days: the address of a host name may change meanwhile.
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
                // An answer that is abandoned is cut off at once: whatever the model still writes costs money.
                ResponseDrainTimeout = TimeSpan.Zero,
                AutomaticDecompression = DecompressionMethods.All,
            }
        )
    {
        this.address = address;
        this.key = key;
        this.time = time;
    }

    /// <summary>
    /// Ends the latest answer if it has not ended. A client that is interrupted between the headers and the text does not close it,
    /// and the model would go on writing for nobody.
    /// </summary>
    public void Leave() => Interlocked.Exchange(ref latest, null)?.Dispose();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        // The clients never get the key: only this handler has it, and it sends it to the endpoint's address alone.
        var known =
            request.RequestUri is { } target
            && Uri.Compare(target, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
        request.Headers.Authorization = key is null || !known ? null : new AuthenticationHeaderValue("Bearer", key);
        var response = await Connected(request, cancellation);
        try
        {
            if (!response.IsSuccessStatusCode)
                throw RefusedRequest.Of(
                    response.StatusCode,
                    response.Headers,
                    await Beginning(response, cancellation),
                    key,
                    time.GetUtcNow()
                );
            if (
                response.Content.Headers.ContentType?.MediaType is { } type
                && (type.EndsWith("html", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/xml", StringComparison.OrdinalIgnoreCase))
            )
                throw new EndpointException(EndpointTrouble.Nonsense, $"it answered with {type}, as a web page does and no model");
            response.Content = await Capped(response.Content, cancellation);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> Connected(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await base.SendAsync(request, cancellation);
        }
        catch (HttpRequestException exception)
        {
            throw new EndpointException(EndpointTrouble.NoAnswer, Reason(exception));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EndpointException(EndpointTrouble.NoAnswer, "it did not take the connection in time");
        }
    }

    private static string Reason(HttpRequestException exception) =>
        exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its name is not known: check the address and the network",
            HttpRequestError.ConnectionError => "nothing takes the connection: check that the server runs, and its port",
            HttpRequestError.SecureConnectionError => "no secure connection comes about: check that the address should begin with https://",
            HttpRequestError.ResponseEnded => "it broke the connection off",
            HttpRequestError.InvalidResponse => "what came back is no HTTP",
            _ => "the connection failed",
        };

    private static async Task<string> Beginning(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
            var buffer = new char[MostOfRefusal];
            return new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellation));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return "";
        }
    }

    // Limits the size of an answer: a reader of lines would collect an endless line until the memory is full.
    private async Task<HttpContent> Capped(HttpContent content, CancellationToken cancellation)
    {
        latest = new CappedStream(await content.ReadAsStreamAsync(cancellation), MostOfAnswer);
        var capped = new StreamContent(latest);
        foreach (var (name, values) in content.Headers)
            capped.Headers.TryAddWithoutValidation(name, values);
        return capped;
    }
}
