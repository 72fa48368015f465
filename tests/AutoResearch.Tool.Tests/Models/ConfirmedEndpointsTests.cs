using AutoResearch.Proposers.Models;
using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Models;

/// <summary>No key goes where only a program.md wants it, before the user said so once on this machine.</summary>
public sealed class ConfirmedEndpointsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-tests-").FullName;
    private readonly List<string> asked = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("model:m@https://example.com/v1", "OPENAI_API_KEY", "https://example.com")]
    [InlineData("model:m@http://127.0.0.1:8000/v1", "OPENAI_API_KEY", "http://127.0.0.1:8000")]
    [InlineData("model:m@http://gpu:8000/v1", "AUTORESEARCH_MODEL_KEY", "http://gpu:8000")]
    public void A_key_is_asked_for_once(string spec, string variable, string origin)
    {
        Require(spec, answer: true, (variable, "secret"));
        Require(spec, answer: true, (variable, "secret"));
        var question = Assert.Single(asked);
        Assert.Contains(variable, question, StringComparison.Ordinal);
        Assert.Contains($"to {origin},", question, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model:m@https://example.com:444/v1", "OPENAI_API_KEY")]
    [InlineData("model:m@https://other.example.com/v1", "OPENAI_API_KEY")]
    [InlineData("model:m@http://example.com/v1", "AUTORESEARCH_MODEL_KEY")]
    [InlineData("model:m@https://example.com/v1", "AUTORESEARCH_MODEL_KEY")]
    public void Another_port_host_scheme_or_key_is_another_question(string spec, string variable)
    {
        Require("model:m@https://example.com/v1", answer: true, ("OPENAI_API_KEY", "secret"));
        Require(spec, answer: true, (variable, "secret"));
        Assert.Equal(2, asked.Count);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("claude --model opus")]
    [InlineData("agent:./mine --at https://example.com")]
    // Where the user's environment or OpenAI itself says where.
    [InlineData("model:m")]
    [InlineData("model:m@20260101")]
    // No key goes there: the common one not unencrypted over a network, and none to Ollama.
    [InlineData("model:m@http://gpu:8000/v1")]
    [InlineData("ollama:m@http://gpu:11434")]
    public void What_sends_no_key_to_an_address_of_the_program_is_not_asked_for(string spec)
    {
        Require(spec, answer: false, ("OPENAI_API_KEY", "secret"));
        Assert.Empty(asked);
    }

    [Fact]
    public void A_key_that_the_user_names_is_asked_for_at_Ollama_too()
    {
        new ConfirmedEndpoints(folder).Require(
            [ProposerSpec.Parse("ollama:m@http://gpu:11434")],
            name => name == "MINE" ? "secret" : null,
            "MINE",
            question =>
            {
                asked.Add(question);
                return true;
            }
        );
        Assert.Contains("MINE", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public void No_is_asked_again()
    {
        for (var time = 1; time <= 2; time++)
        {
            var refusal = Assert.Throws<ResearchException>(() =>
                Require("model:m@https://example.com/v1", answer: false, ("OPENAI_API_KEY", "secret"))
            );
            Assert.Equal(Codes.EndpointUnconfirmed, refusal.Code);
            Assert.Equal(time, asked.Count);
        }
    }

    [Fact]
    public void Where_nobody_can_be_asked_it_is_refused()
    {
        var refusal = Assert.Throws<ResearchException>(() =>
            Require("model:m@https://example.com/v1", answer: null, ("OPENAI_API_KEY", "secret"))
        );
        Assert.Equal(Codes.EndpointUnconfirmed, refusal.Code);
        Assert.Contains("--yes", refusal.Message, StringComparison.Ordinal);
    }

    private void Require(string spec, bool? answer, params (string Name, string Value)[] environment) =>
        new ConfirmedEndpoints(folder).Require(
            [ProposerSpec.Parse(spec)],
            name => environment.FirstOrDefault(variable => variable.Name == name).Value,
            keyVariable: null,
            answer is not { } given
                ? null
                : question =>
                {
                    asked.Add(question);
                    return given;
                }
        );
}
