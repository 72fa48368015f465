using System.Net;
using System.Net.Http.Headers;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// The way to one endpoint, whichever client uses it: adds the key, follows nobody elsewhere, and turns what is no answer of
/// the protocol into one kind of exception, before a client makes its own of it.
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
                // A proxy knows nothing of this machine's own addresses.
                UseProxy = !address.IsLoopback,
                ConnectTimeout = TimeSpan.FromSeconds(30),
                // A run lasts for days: names may come to mean other machines.
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
                // Who leaves before the end leaves at once: what is still written costs.
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
    /// Ends the latest answer if it has not ended: a client that is interrupted between its head and its text forgets it, and
    /// the model would go on for nobody.
    /// </summary>
    public void Leave() => Interlocked.Exchange(ref latest, null)?.Dispose();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        // Clients want a key and are given none: this is the only place that has it, and it goes to the one address.
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

    // A line without an end would be gathered by any reader of lines until the memory is full.
    private async Task<HttpContent> Capped(HttpContent content, CancellationToken cancellation)
    {
        latest = new CappedStream(await content.ReadAsStreamAsync(cancellation), MostOfAnswer);
        var capped = new StreamContent(latest);
        foreach (var (name, values) in content.Headers)
            capped.Headers.TryAddWithoutValidation(name, values);
        return capped;
    }
}
