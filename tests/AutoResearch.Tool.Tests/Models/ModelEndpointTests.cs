using AutoResearch.Proposers.Models;
using AutoResearch.Research;

namespace AutoResearch.Tests.Models;

public class ModelEndpointTests
{
    private const string Secret = "sk-secret-1234567890";

    [Theory]
    [InlineData("model:qwen3", "model/qwen3", "https://api.openai.com/v1")]
    [InlineData("model:qwen3@http://127.0.0.1:8000/v1", "model/qwen3", "http://127.0.0.1:8000/v1")]
    [InlineData("model:qwen3@http://127.0.0.1:8000/v1/", "model/qwen3", "http://127.0.0.1:8000/v1")]
    [InlineData("model:qwen3@http://127.0.0.1:8000", "model/qwen3", "http://127.0.0.1:8000/v1")]
    [InlineData("model:org/name:free@https://example.com/api/v1", "model/org/name:free", "https://example.com/api/v1")]
    [InlineData("model:name@20260101", "model/name@20260101", "https://api.openai.com/v1")]
    [InlineData("model:name@20260101@https://example.com/v1", "model/name@20260101", "https://example.com/v1")]
    [InlineData("ollama:qwen3:8b", "ollama/qwen3:8b", "http://127.0.0.1:11434/")]
    [InlineData("ollama:qwen3:8b@http://gpu:1234", "ollama/qwen3:8b", "http://gpu:1234/")]
    [InlineData("ollama:qwen3:8b@http://gpu:1234/v1", "ollama/qwen3:8b", "http://gpu:1234/")]
    public void A_model_and_where_it_answers(string spec, string name, string address)
    {
        Assert.True(ModelEndpoint.Names(spec));
        var endpoint = ModelEndpoint.Parse(spec, With((ModelKey.OwnVariable, Secret)));
        Assert.Equal((name, address), (endpoint.Name, endpoint.Address.AbsoluteUri));
    }

    [Theory]
    [InlineData("model:")]
    [InlineData("model:@http://127.0.0.1/v1")]
    [InlineData("model:two words")]
    [InlineData("model:tab\there")]
    [InlineData("model:qwen@localhost:8000/v1")]
    [InlineData("model:qwen@localhost")]
    [InlineData("model:qwen@")]
    [InlineData("model:qwen@ftp://host/v1")]
    [InlineData("model:qwen@http://")]
    [InlineData("model:qwen@http://host:99999/v1")]
    [InlineData("ollama:")]
    [InlineData("claude")]
    public void What_is_none_is_said_with_what_to_write(string spec) =>
        Assert.Contains("Write", Refused(spec, With((ModelKey.OwnVariable, Secret)), code: Codes.ModelSpec));

    [Theory]
    [InlineData("model:qwen@https://" + Secret + "@host/v1")]
    [InlineData("model:qwen@https://user:" + Secret + "@host/v1")]
    [InlineData("model:qwen@https://host/v1?key=" + Secret)]
    [InlineData("ollama:qwen@https://host/#" + Secret)]
    public void A_key_in_an_address_is_refused_and_not_repeated(string spec)
    {
        var message = Refused(spec, With(), code: Codes.ModelSpec);
        Assert.Contains("--key-variable", message);
        Assert.DoesNotContain(Secret, message);
    }

    [Fact]
    public void The_environment_says_where_models_are()
    {
        Assert.Equal("http://gpu:8000/v1", Address("model:qwen", ("OPENAI_BASE_URL", "http://gpu:8000/v1")));
        Assert.Equal("http://gpu:8000/v1", Address("model:qwen@http://gpu:8000/v1", ("OPENAI_BASE_URL", "http://other/v1")));
        Assert.Contains("OPENAI_BASE_URL", Refused("model:qwen", With(("OPENAI_BASE_URL", "nonsense")), code: Codes.ModelSpec));
    }

    [Theory]
    [InlineData("gpu", "http://gpu:11434/")]
    [InlineData("gpu:1234", "http://gpu:1234/")]
    [InlineData(":1234", "http://127.0.0.1:1234/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/")]
    [InlineData("0.0.0.0:1234", "http://127.0.0.1:1234/")]
    [InlineData("http://gpu:1234", "http://gpu:1234/")]
    [InlineData("https://gpu", "https://gpu/")]
    public void Ollama_is_where_its_own_variable_says(string host, string address) =>
        Assert.Equal(address, Address("ollama:qwen", ("OLLAMA_HOST", host)));

    [Fact]
    public void The_key_comes_from_the_variable_that_is_named_or_else_from_the_usual_ones()
    {
        Assert.Equal(
            "MY_KEY",
            Variable("model:qwen", "MY_KEY", ("MY_KEY", Secret), (ModelKey.OwnVariable, "x"), (ModelKey.CommonVariable, "y"))
        );
        Assert.Equal(ModelKey.OwnVariable, Variable("model:qwen", null, (ModelKey.OwnVariable, "x"), (ModelKey.CommonVariable, "y")));
        Assert.Equal(ModelKey.CommonVariable, Variable("model:qwen", null, (ModelKey.CommonVariable, "y")));
        Assert.Null(Variable("model:qwen@http://127.0.0.1:8000/v1", null));
        Assert.Equal("MY_KEY", Variable("ollama:qwen", "MY_KEY", ("MY_KEY", Secret)));
        Assert.Null(Variable("ollama:qwen", null, (ModelKey.OwnVariable, "x"), (ModelKey.CommonVariable, "y")));
    }

    [Fact]
    public void The_usual_key_does_not_go_unencrypted_over_a_network()
    {
        Assert.Equal(ModelKey.CommonVariable, Variable("model:qwen@http://127.0.0.1:8000/v1", null, (ModelKey.CommonVariable, "y")));
        Assert.Equal(ModelKey.CommonVariable, Variable("model:qwen@https://gpu/v1", null, (ModelKey.CommonVariable, "y")));
        Assert.Null(Variable("model:qwen@http://gpu:8000/v1", null, (ModelKey.CommonVariable, "y")));
        Assert.Equal(
            ModelKey.CommonVariable,
            Variable("model:qwen@http://gpu:8000/v1", ModelKey.CommonVariable, (ModelKey.CommonVariable, "y"))
        );
    }

    [Fact]
    public void A_key_that_is_needed_and_missing_is_said_before_anything_is_asked()
    {
        Assert.Contains("OPENAI_API_KEY", Refused("model:gpt", With(), code: Codes.ModelKey));
        Assert.Contains("--key-variable", Refused("model:gpt", With(), keyVariable: "MY_KEY", code: Codes.ModelKey));
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData("9ABC")]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")]
    public void A_key_in_place_of_its_variable_is_refused_and_not_repeated(string named)
    {
        var message = Refused("model:gpt", With((named, "x")), named, Codes.ModelKey);
        Assert.Contains("not the key itself", message);
        Assert.True(named.Length == 0 || !message.Contains(named));
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("OMP_KEY")]
    [InlineData("CUDA_HOME")]
    public void A_variable_that_training_sees_cannot_hold_a_key(string named) =>
        Assert.Contains("training", Refused("model:gpt", With((named, Secret)), named, Codes.ModelKey));

    [Fact]
    public void Training_sees_none_of_the_usual_keys() =>
        Assert.All(["OPENAI_API_KEY", ModelKey.OwnVariable, "ANTHROPIC_API_KEY", "OPENROUTER_API_KEY"], name =>
            Assert.False(AutoResearch.Training.CandidateEnvironment.Passes(name))
        );

    [Fact]
    public void A_key_with_a_line_end_is_taken_without_and_one_with_a_space_is_refused()
    {
        var endpoint = ModelEndpoint.Parse("model:gpt", With((ModelKey.OwnVariable, Secret)));
        Assert.Equal(Secret, ModelKey.Read(endpoint, With((ModelKey.OwnVariable, Secret + "\n"))));
        var exception = Assert.Throws<ResearchException>(() => ModelKey.Read(endpoint, With((ModelKey.OwnVariable, "sk-a sk-b"))));
        Assert.DoesNotContain("sk-a", exception.Message);
    }

    [Theory]
    [InlineData("0.25", "2", 0.25 + 2)]
    [InlineData("0", "0", 0)]
    public void Prices_are_for_a_million_tokens(string read, string written, double dollars) =>
        Assert.Equal(dollars, Prices.Parse(read, written)!.Of(new TokenUse(1_000_000, 1_000_000, false)), 9);

    [Theory]
    [InlineData("1", null)]
    [InlineData(null, "1")]
    [InlineData("-1", "1")]
    [InlineData("1", "a lot")]
    [InlineData("1", "∞")]
    [InlineData("", "1")]
    public void What_is_no_price_is_refused(string? read, string? written) =>
        Assert.Throws<ResearchException>(() => Prices.Parse(read, written));

    [Fact]
    public void Without_prices_there_is_no_cost() => Assert.Null(Prices.Parse(null, null));

    private static string Address(string spec, params (string, string)[] variables) =>
        ModelEndpoint.Parse(spec, With([.. variables, (ModelKey.OwnVariable, Secret)])).Address.AbsoluteUri;

    private static string? Variable(string spec, string? named, params (string, string)[] variables) =>
        ModelEndpoint.Parse(spec, With(variables), named).KeyVariable;

    private static string Refused(string spec, Func<string, string?> environment, string? keyVariable = null, string code = "")
    {
        var exception = Assert.Throws<ResearchException>(() => ModelEndpoint.Parse(spec, environment, keyVariable));
        Assert.Equal(code, exception.Code);
        return exception.Message;
    }

    private static Func<string, string?> With(params (string Name, string Value)[] variables) =>
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault();
}
