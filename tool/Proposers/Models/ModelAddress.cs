using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>The address of a model's endpoint: the one that the user names, else the environment's, else the protocol's
/// default.</summary>
internal static class ModelAddress
{
    private const string OpenAIVariable = "OPENAI_BASE_URL";
    private const string OllamaVariable = "OLLAMA_HOST";
    private const int OllamaPort = 11434;

    /// <summary>OpenAI's own: it never answers without a key.</summary>
    public static readonly Uri OpenAIHome = new("https://api.openai.com/v1");

    /// <param name="named">What the user wrote; null for the default.</param>
    public static Uri OpenAI(string? named, Func<string, string?> environment)
    {
        if (named is null && environment(OpenAIVariable) is not { Length: > 0 })
            return OpenAIHome;
        var uri = Read(named ?? environment(OpenAIVariable)!, named is null ? OpenAIVariable : null);
        // Every server of the protocol has its API under /v1, and an address is easily copied without that.
        return uri.AbsolutePath == "/" ? new Uri(uri, "/v1") : new Uri(uri, uri.AbsolutePath.TrimEnd('/'));
    }

    /// <param name="named">What the user wrote; null for the default.</param>
    public static Uri Ollama(string? named, Func<string, string?> environment)
    {
        if (named is null && environment(OllamaVariable) is not { Length: > 0 })
            return new Uri($"http://127.0.0.1:{OllamaPort}");
        var uri = named is null ? Read(Completed(environment(OllamaVariable)!), OllamaVariable) : Read(named, null);
        var path = uri.AbsolutePath.TrimEnd('/');
        foreach (var known in (string[])["/v1", "/api"])
            path = path.EndsWith(known, StringComparison.Ordinal) ? path[..^known.Length] : path;
        return new Uri(uri, path + "/");
    }

    // Ollama's server reads the same variable: it may hold only a host or a port, or the address to listen on, 0.0.0.0 for one.
    private static string Completed(string host)
    {
        var text = host.Contains("://", StringComparison.Ordinal) ? host : "http://" + (host[0] == ':' ? "127.0.0.1" : "") + host;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return text;
        var address = new UriBuilder(uri);
        if (
            uri.IsDefaultPort
            && !host.Contains("://", StringComparison.Ordinal)
            && !host.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal)
        )
            address.Port = OllamaPort;
        if (address.Host is "0.0.0.0" or "[::]")
            address.Host = "127.0.0.1";
        return address.Uri.AbsoluteUri;
    }

    private static Uri Read(string text, string? variable)
    {
        var from = variable is null ? "The model's address" : $"The environment variable {variable}";
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0
        )
            throw new ResearchException(Codes.ModelSpec, $"{from} is no address of a server. Write it like http://HOST:PORT/v1.");
        // Not quoted: what stands in these places is often a password or a key.
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ResearchException(
                Codes.ModelSpec,
                $"{from} holds more than a host, a port and a path. A key has no place in it: put it "
                    + $"into an environment variable and name that with --key-variable."
            );
        }

        return uri;
    }
}
