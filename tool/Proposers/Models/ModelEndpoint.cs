using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>A model, where it answers, and the environment variable that holds the key. The key itself is never in it.</summary>
/// <param name="Model">As the endpoint names it.</param>
/// <param name="Address">What the protocol's paths are appended to.</param>
/// <param name="KeyVariable">Null where no key is sent.</param>
internal sealed record ModelEndpoint(ModelProtocol Protocol, string Model, Uri Address, string? KeyVariable)
{
    private const string OpenAIPrefix = "model:";
    private const string OllamaPrefix = "ollama:";
    private const int LongestName = 200;

    /// <summary>As people name the proposer: <c>model/qwen3</c>, <c>ollama/qwen3</c>.</summary>
    public string Name => (Protocol == ModelProtocol.OpenAI ? "model/" : "ollama/") + Model;

    /// <summary>For messages.</summary>
    public string Where => $"{Model} at {Address}";

    /// <summary>Whether a proposer's name means a model.</summary>
    public static bool Names(string spec) =>
        spec.StartsWith(OpenAIPrefix, StringComparison.Ordinal) || spec.StartsWith(OllamaPrefix, StringComparison.Ordinal);

    /// <summary>Whether a proposer's name means a model at an address that stands in it.</summary>
    public static bool NamesAddress(string spec) => Names(spec) && Split(spec, spec[(spec.IndexOf(':') + 1)..]).Address is not null;

    /// <summary>Reads <c>model:NAME</c>, <c>model:NAME@URL</c>, <c>ollama:NAME</c> or <c>ollama:NAME@URL</c>.</summary>
    /// <param name="environment">The value of an environment variable; null where it is not set.</param>
    /// <param name="keyVariable">The environment variable that holds the key, where the user named one.</param>
    /// <exception cref="ResearchException">It cannot be understood, or a key is needed and there is none.</exception>
    public static ModelEndpoint Parse(string spec, Func<string, string?> environment, string? keyVariable = null)
    {
        var protocol = spec.StartsWith(OllamaPrefix, StringComparison.Ordinal) ? ModelProtocol.Ollama : ModelProtocol.OpenAI;
        var prefix = protocol == ModelProtocol.Ollama ? OllamaPrefix : OpenAIPrefix;
        if (!spec.StartsWith(prefix, StringComparison.Ordinal))
            throw Invalid(spec, "begins with neither model: nor ollama:");
        var (model, address) = Split(spec, spec[prefix.Length..]);
        if (model.Length is 0 or > LongestName || model.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw Invalid(spec, "names no model");
        var uri = protocol == ModelProtocol.Ollama ? ModelAddress.Ollama(address, environment) : ModelAddress.OpenAI(address, environment);
        return new ModelEndpoint(protocol, model, uri, ModelKey.Variable(protocol, uri, environment, keyVariable));
    }

    // A model's name may hold an @ itself, before a date or a tag; an address begins with its scheme.
    private static (string Model, string? Address) Split(string spec, string rest)
    {
        var at = rest.LastIndexOf('@');
        if (at < 0)
            return (rest, null);
        foreach (var scheme in (string[])["@http://", "@https://"])
        {
            var start = rest.IndexOf(scheme, StringComparison.OrdinalIgnoreCase);
            if (start >= 0)
                return (rest[..start], rest[(start + 1)..]);
        }

        var last = rest[(at + 1)..];
        return last.Length > 0 && last != "localhost" && last.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? (rest, null)
            : throw Invalid(spec, "has an address that begins with neither http:// nor https://");
    }

    private static ResearchException Invalid(string spec, string problem) =>
        new(
            Codes.ModelSpec,
            $"{UntrustedText.Quote(spec)} {problem}. Write model:NAME, "
                + $"model:NAME@http://HOST:PORT/v1, ollama:NAME or ollama:NAME@http://HOST:PORT."
        );
}
