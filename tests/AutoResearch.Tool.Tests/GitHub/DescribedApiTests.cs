using AutoResearch.TestSupport.GitHub;

namespace AutoResearch.Tests.GitHub;

/// <summary>That the check of requests finds what is wrong: else it would prove nothing.</summary>
public sealed class DescribedApiTests
{
    private const string Pulls = "/repos/ada/research/pulls";
    private readonly DescribedApi api = new(GitHubDescription.Require());

    [Theory]
    [InlineData("POST", Pulls, """{"title":"t","head":"h","base":"b","body":"x","draft":true}""")]
    [InlineData("PATCH", Pulls + "/17", """{"title":"t"}""")]
    [InlineData("POST", "/repos/ada/research/issues/1/labels", """{"labels":["a"]}""")]
    [InlineData("GET", Pulls, "", "state", "all", "head", "ada:x", "per_page", "100")]
    public void What_is_right(string method, string path, string body, params string[] query) =>
        Assert.Empty(Problems(method, path, body, query));

    [Theory]
    [InlineData("POST", "/repos/ada/research/pull", "{}")]
    [InlineData("DELETE", Pulls, "")]
    [InlineData("POST", Pulls, "")]
    [InlineData("POST", Pulls, """{"title":"t","head":"h"}""")]
    [InlineData("POST", Pulls, """{"title":1,"head":"h","base":"b"}""")]
    [InlineData("POST", Pulls, """{"title":"t","head":"h","base":"b","labels":["x"]}""")]
    [InlineData("PATCH", Pulls + "/x", """{"title":"t"}""")]
    [InlineData("PATCH", Pulls + "/17", """{"state":"merged"}""")]
    [InlineData("POST", "/repos/ada/research/issues/1/labels", """["a"]""")]
    [InlineData("POST", "/repos/ada/research/issues/1/labels", """{"labels":[]}""")]
    [InlineData("GET", Pulls, "", "state", "every")]
    [InlineData("GET", Pulls, "", "per_page", "many")]
    [InlineData("GET", Pulls, "", "branch", "x")]
    [InlineData("GET", Pulls, """{"x":1}""")]
    public void What_is_wrong(string method, string path, string body, params string[] query) =>
        Assert.NotEmpty(Problems(method, path, body, query));

    private IReadOnlyList<string> Problems(string method, string path, string body, string[] query) =>
        api.Problems(
            method,
            path,
            query.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
            "application/json; charset=utf-8",
            body
        );
}
