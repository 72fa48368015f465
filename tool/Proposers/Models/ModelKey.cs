using AutoResearch.Research;
using AutoResearch.Training;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// The key of an endpoint. It comes from an environment variable and goes into one header: no command line, message, file or
/// other process ever holds it.
/// </summary>
internal static class ModelKey
{
    /// <summary>Holds a key for this tool alone; it is preferred to <see cref="CommonVariable"/>.</summary>
    public const string OwnVariable = "AUTORESEARCH_MODEL_KEY";

    public const string CommonVariable = "OPENAI_API_KEY";

    /// <summary>The variable whose value is sent; null for none.</summary>
    /// <param name="named">By the user.</param>
    /// <exception cref="ResearchException">The named one cannot be used, or one is needed and there is none.</exception>
    public static string? Variable(ModelProtocol protocol, Uri address, Func<string, string?> environment, string? named)
    {
        if (named is not null)
        {
            // Somebody may have written the key itself: what does not look like a variable's name is not repeated.
            if (named.Length is 0 or > 64 || !named.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(named[0]))
                throw new ResearchException(
                    Codes.ModelKey,
                    "--key-variable takes the name of an environment variable, not the key itself: put "
                        + "the key into a variable such as AUTORESEARCH_MODEL_KEY."
                );
            if (CandidateEnvironment.Passes(named))
                throw new ResearchException(
                    Codes.ModelKey,
                    $"The environment variable {named} is handed on to training, which must not see a key. Use another, such as "
                        + $"{OwnVariable}."
                );
            return environment(named) is { Length: > 0 }
                ? named
                : throw new ResearchException(
                    Codes.ModelKey,
                    "The environment variable that --key-variable names is not set. Set it to the key and run the command again."
                );
        }

        // Ollama has no keys of its own: one is sent only where the user names a variable.
        if (protocol == ModelProtocol.Ollama)
            return null;
        // A key that was given to this tool alone may go where its user points; the common one does not go unencrypted over a network.
        if (environment(OwnVariable) is { Length: > 0 })
            return OwnVariable;
        if ((address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) && environment(CommonVariable) is { Length: > 0 })
            return CommonVariable;
        return address.Host == ModelAddress.OpenAIHome.Host
            ? throw new ResearchException(
                Codes.ModelKey,
                $"{address.Host} asks for a key. Put it into the environment variable {CommonVariable} or "
                    + $"{OwnVariable}, or name another variable with --key-variable."
            )
            : null;
    }

    /// <summary>The key itself; null for none.</summary>
    /// <exception cref="ResearchException">It cannot be a key.</exception>
    public static string? Read(ModelEndpoint endpoint, Func<string, string?> environment)
    {
        if (endpoint.KeyVariable is null || environment(endpoint.KeyVariable)?.Trim() is not { Length: > 0 } key)
            return null;
        return key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ResearchException(
                Codes.ModelKey,
                $"The environment variable {endpoint.KeyVariable} holds spaces or characters that no key has. Set it to the key alone."
            );
    }
}
