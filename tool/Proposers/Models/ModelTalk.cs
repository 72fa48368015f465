using System.ClientModel;
using System.Text;
using Microsoft.Extensions.AI;

namespace AutoResearch.Proposers.Models;

/// <summary>Asks a model and reads its answer as it arrives, so that an endless one can be stopped. Counts the tokens of all that was
/// asked.</summary>
internal sealed class ModelTalk(IChatClient client)
{
    /// <summary>Characters of an answer: several times the file that it is about.</summary>
    public const int LongestAnswer = 120_000;

    /// <summary>Characters of thoughts before it.</summary>
    public const int LongestThoughts = 400_000;

    /// <summary>Of all that was asked and answered so far.</summary>
    public TokenUse Use { get; private set; }

    /// <summary>The model's answer to a conversation, without its thoughts. Never empty.</summary>
    /// <exception cref="EndpointException">There is none, or no whole one.</exception>
    public async Task<string> Ask(IReadOnlyList<ChatMessage> messages, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var thoughts = 0L;
        var began = false;
        UsageDetails? usage = null;
        ChatFinishReason? finish = null;
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(messages, options: null, cancellation))
            {
                began = true;
                text.Append(update.Text);
                thoughts += update.Contents.OfType<TextReasoningContent>().Sum(thought => (long)thought.Text.Length);
                // Some endpoints report the use with every piece, each time for the whole answer so far: the last one counts.
                usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
                finish = update.FinishReason ?? finish;
                if (text.Length > LongestAnswer || thoughts > LongestThoughts)
                    throw new EndpointException(
                        EndpointTrouble.Nonsense,
                        $"its answer had not ended after {text.Length + thoughts:0} characters and was stopped"
                    );
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw Understood(exception);
        }
        finally
        {
            if (began)
                Use += Counted(usage, messages, text.Length + thoughts);
        }

        cancellation.ThrowIfCancellationRequested();
        return Whole(text.ToString(), finish);
    }

    private static string Whole(string text, ChatFinishReason? finish)
    {
        if (finish == ChatFinishReason.Length)
            throw new EndpointException(EndpointTrouble.Nonsense, "its answer was cut off at the longest that the endpoint allows");
        if (finish == ChatFinishReason.ContentFilter)
            throw new EndpointException(EndpointTrouble.Refused, "its answer was withheld by the endpoint's filter");
        // Half of an answer can look like a whole one with fewer edits.
        if (finish is null)
            throw new EndpointException(EndpointTrouble.NoAnswer, "its answer broke off");
        return string.IsNullOrWhiteSpace(text) ? throw new EndpointException(EndpointTrouble.Nonsense, "its answer is empty") : text;
    }

    private static TokenUse Counted(UsageDetails? usage, IReadOnlyList<ChatMessage> messages, long written)
    {
        var estimate = TokenUse.Estimate(messages.Sum(message => (long)message.Text.Length), written);
        return usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
            ? new TokenUse(input, output, Estimated: false)
            : estimate;
    }

    // Clients wrap exceptions, and throw some of their own where they stumble over an answer.
    private static EndpointException Understood(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EndpointException known)
                return known;
            if (cause is IOException or HttpRequestException or OperationCanceledException)
                return new EndpointException(EndpointTrouble.NoAnswer, "its answer broke off");
            if (cause is ClientResultException { Status: > 0 } refused)
                return new EndpointException(EndpointTrouble.Refused, $"it answered {refused.Status}");
        }

        return new EndpointException(
            EndpointTrouble.Nonsense,
            $"what it sent cannot be read as an answer of the protocol ({exception.GetType().Name})"
        );
    }
}
