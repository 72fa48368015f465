using AutoResearch.Research;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Proposers.Models;

/// <summary>Says what went wrong with a model, and what to do about it.</summary>
internal static class ModelFailure
{
    public static ProposerException Of(ModelEndpoint endpoint, EndpointException trouble, ProposalCost cost) =>
        trouble.Trouble switch
        {
            EndpointTrouble.Key => Fail("wrong key", Codes.ModelKey, endpoint, trouble.Message, KeyAdvice(endpoint), forGood: true, cost),
            EndpointTrouble.Credit => Fail(
                "no credit",
                Codes.ModelKey,
                endpoint,
                trouble.Message,
                "Its account has nothing left to spend: fill it up, or name another model.",
                forGood: true,
                cost
            ),
            EndpointTrouble.Unknown => Fail(
                "unknown model",
                Codes.ModelUnknown,
                endpoint,
                trouble.Message,
                UnknownAdvice(endpoint),
                forGood: true,
                cost
            ),
            EndpointTrouble.RateLimit => Fail(
                "rate limit",
                Codes.ModelSilent,
                endpoint,
                trouble.Message,
                trouble.RetryAfter is { } wait
                    ? FormattableString.Invariant($"It asks to wait {wait.TotalSeconds:0} s, longer than there was time.")
                    : "It did so until the time was up.",
                forGood: false,
                cost
            ),
            EndpointTrouble.NoAnswer => Fail(
                "no answer",
                Codes.ModelSilent,
                endpoint,
                trouble.Message,
                $"It was asked up to {RetryDelay.Tries} times, with pauses.",
                forGood: false,
                cost
            ),
            EndpointTrouble.Refused => Fail(
                "refused",
                Codes.ModelNonsense,
                endpoint,
                trouble.Message,
                "Where it says that the prompt is too long, name a model with a longer context.",
                forGood: false,
                cost
            ),
            _ => Fail(
                "nonsense",
                Codes.ModelNonsense,
                endpoint,
                trouble.Message,
                "Where that happens again, check the address or name another model.",
                forGood: false,
                cost
            ),
        };

    /// <summary>It did not answer in the time that a proposal may take.</summary>
    public static ProposerException TimeLimit(ModelEndpoint endpoint, TimeSpan limit, ProposalCost cost) =>
        Fail(
            "time limit",
            Codes.ModelSilent,
            endpoint,
            FormattableString.Invariant($"it had not answered after {limit.TotalSeconds:0} s"),
            "A smaller model answers sooner.",
            forGood: false,
            cost
        );

    /// <summary>It answered, and twice in a way that cannot be used.</summary>
    public static ProposerException Useless(ModelEndpoint endpoint, AnswerException second, ProposalCost cost) =>
        Fail(
            "nonsense",
            Codes.ModelNonsense,
            endpoint,
            $"its answer could not be used, nor could its second try: {UntrustedText.Quote(second.Message)}",
            "Where that happens again, name a model that is better at following a form.",
            forGood: false,
            cost
        );

    private static ProposerException Fail(
        string kind,
        string code,
        ModelEndpoint endpoint,
        string what,
        string advice,
        bool forGood,
        ProposalCost cost
    ) => new(kind, $"{code}: {endpoint.Where} gave no proposal: {what}. {advice}", forGood, cost);

    private static string KeyAdvice(ModelEndpoint endpoint) =>
        endpoint.KeyVariable is { } variable
            ? $"It does not accept the key in the environment variable {variable}: put a valid one there."
            : $"It asks for a key and was sent none: put one into the environment variable {ModelKey.OwnVariable}, or name the variable "
                + $"that holds it with --key-variable.";

    private static string UnknownAdvice(ModelEndpoint endpoint) =>
        endpoint.Protocol == ModelProtocol.Ollama
            ? $"Fetch the model with 'ollama pull {endpoint.Model}', or check its name with 'ollama list'."
            : "Check the model's name, and the address: it is what comes before /chat/completions, and mostly ends with /v1.";
}
