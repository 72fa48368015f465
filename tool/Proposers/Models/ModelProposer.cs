using AutoResearch.Processes;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using Microsoft.Extensions.AI;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// Lets a language model behind an API propose: sends the briefing, gets edits. A request that fails for a passing reason is
/// repeated, an answer that cannot be used gets one second try, and all of it has one time limit.
/// </summary>
internal sealed class ModelProposer : IProposer
{
    private readonly ModelEndpoint endpoint;
    private readonly ModelTransport transport;
    private readonly HttpClient http;
    private readonly IChatClient client;
    private readonly BriefingWriter briefing;
    private readonly TimeSpan limit;
    private readonly Prices? prices;
    private readonly TimeProvider time;

    private ModelProposer(
        ModelEndpoint endpoint,
        ModelTransport transport,
        BriefingWriter briefing,
        TimeSpan limit,
        Prices? prices,
        TimeProvider time
    )
    {
        this.endpoint = endpoint;
        this.transport = transport;
        this.briefing = briefing;
        this.limit = limit;
        this.prices = prices;
        this.time = time;
        // How long anything may take is decided here, for a whole proposal.
        http = new HttpClient(transport) { Timeout = Timeout.InfiniteTimeSpan };
        client = ChatClients.Create(endpoint, http);
    }

    public string Name => endpoint.Name;

    /// <summary>True where the endpoint did not report all tokens, so that some were estimated from characters.</summary>
    public bool TokensAreEstimated { get; private set; }

    /// <param name="limit">Of one proposal, waiting and second tries included.</param>
    /// <param name="prices">Null where cost is not counted.</param>
    /// <exception cref="ResearchException">The key cannot be one.</exception>
    public static ModelProposer Create(
        ModelEndpoint endpoint,
        BriefingWriter briefing,
        TimeSpan limit,
        Prices? prices = null,
        TimeProvider? time = null
    )
    {
        var clock = time ?? TimeProvider.System;
        return new ModelProposer(
            endpoint,
            new ModelTransport(endpoint.Address, ModelKey.Read(endpoint, UserEnvironment.Get), clock),
            briefing,
            limit,
            prices,
            clock
        );
    }

    // On a pool thread: the caller's thread, which is blocked here, may be the one that continuations would need.
    public Proposal Propose(ProposalRequest request, CancellationToken cancellation) =>
        Task.Run(() => Asked(request, cancellation), CancellationToken.None).GetAwaiter().GetResult();

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    private async Task<Proposal> Asked(ProposalRequest request, CancellationToken cancellation)
    {
        var talk = new ModelTalk(client);
        var started = time.GetTimestamp();
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            var answer = await Answered(talk, request, started, either.Token);
            return new Proposal(answer.Files, answer.Hypothesis, Name, Cost(talk, started));
        }
        catch (EndpointException trouble)
        {
            throw ModelFailure.Of(endpoint, trouble, Cost(talk, started));
        }
        catch (AnswerException useless)
        {
            throw ModelFailure.Useless(endpoint, useless, Cost(talk, started));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw ModelFailure.TimeLimit(endpoint, limit, Cost(talk, started));
        }
    }

    private async Task<ModelAnswer> Answered(ModelTalk talk, ProposalRequest request, long started, CancellationToken cancellation)
    {
        var messages = new List<ChatMessage>
        {
            new(ChatRole.System, AnswerForm.Role),
            new(ChatRole.User, briefing(request, AnswerForm.Instructions(request.Files.Keys))),
        };
        var first = await Persistent(talk, messages, started, cancellation);
        try
        {
            return ModelAnswer.Parse(first, request.Files);
        }
        catch (AnswerException problem)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, first));
            messages.Add(new ChatMessage(ChatRole.User, AnswerForm.SecondTry(problem.Message)));
        }

        return ModelAnswer.Parse(await Persistent(talk, messages, started, cancellation), request.Files);
    }

    private async Task<string> Persistent(ModelTalk talk, IReadOnlyList<ChatMessage> messages, long started, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                return await talk.Ask(messages, cancellation);
            }
            catch (EndpointException trouble)
                when (RetryDelay.Wait(trouble, tries, limit - time.GetElapsedTime(started), Random.Shared.NextDouble()) is { } again)
            {
                wait = again;
            }
            finally
            {
                transport.Leave();
            }

            await Task.Delay(wait, time, cancellation);
        }
    }

    private ProposalCost Cost(ModelTalk talk, long started)
    {
        TokensAreEstimated |= talk.Use.Estimated;
        return new ProposalCost(time.GetElapsedTime(started).TotalSeconds, talk.Use.Read + talk.Use.Written, prices?.Of(talk.Use));
    }
}
