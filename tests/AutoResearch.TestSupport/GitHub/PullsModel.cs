using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>The pull requests of one repository, with the rules that GitHub has for them. What it answers is made of the description's
/// own examples.</summary>
/// <param name="tip">The commit of a branch; null where there is none.</param>
/// <param name="differs">Whether a head has commits that a base lacks.</param>
internal sealed class PullsModel(DescribedApi described, Func<string, string?> tip, Func<string, string, bool> differs)
{
    private readonly Lock gate = new();
    private readonly List<JsonObject> pulls = [];

    /// <summary>Users who cannot be asked for a review.</summary>
    public HashSet<string> Strangers { get; } = [];

    /// <summary>Who has reviewed, by pull request.</summary>
    public Dictionary<int, string> Reviewed { get; } = [];

    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (gate)
                return [.. pulls.Select(pull => (JsonObject)pull.DeepClone())];
        }
    }

    /// <summary>Changes one, as a person does on the page.</summary>
    public void Change(int number, Action<JsonObject> change)
    {
        lock (gate)
            change(pulls[number - 1]);
    }

    public (int Status, JsonNode Document) Answer(string method, string path, string head, string body)
    {
        lock (gate)
        {
            var json = body.Length == 0 ? null : JsonNode.Parse(body);
            var below = Regex.Replace(path, "^/repos/[^/]+/[^/]+", "");
            if (path == below || !path.StartsWith($"/repos/{FakeGitHub.Owner}/{FakeGitHub.Name}/", StringComparison.Ordinal))
                return (404, Message("Not Found"));
            return (method, Regex.Replace(below, "[0-9]+", "N")) switch
            {
                ("GET", "/pulls") => (
                    200,
                    new JsonArray([
                        .. pulls
                            .Where(pull =>
                                head.Length == 0 ? (string)pull["state"]! == "open" : head == $"{FakeGitHub.Owner}:{pull["head"]!["ref"]}"
                            )
                            .Select(pull => pull.DeepClone()),
                    ])
                ),
                ("POST", "/pulls") => Create(json!),
                ("PATCH", "/pulls/N") => Update(Of(below), json!),
                ("POST", "/issues/N/labels") => Label(Of(below), json!),
                ("GET", "/pulls/N/reviews") => (200, Reviews(Number(below))),
                ("POST", "/pulls/N/requested_reviewers") => Ask(Of(below), json!),
                _ => (404, Message("Not Found")),
            };
        }
    }

    private static int Number(string path) => int.Parse(Regex.Match(path, "[0-9]+").Value, CultureInfo.InvariantCulture);

    private JsonObject Of(string path) => pulls[Number(path) - 1];

    private (int Status, JsonNode Document) Create(JsonNode json)
    {
        var (head, @base) = ((string)json["head"]!, (string)json["base"]!);
        if (tip(@base) is null)
            return Invalid(("base", "invalid", null));
        if (tip(head) is null)
            return Invalid(("head", "invalid", null));
        if (
            pulls.Exists(pull =>
                (string)pull["head"]!["ref"]! == head && (string)pull["base"]!["ref"]! == @base && (string)pull["state"]! == "open"
            )
        )
            return Invalid((null, "custom", $"A pull request already exists for {FakeGitHub.Owner}:{head}."));
        if (!differs(@base, head))
            return Invalid((null, "custom", $"No commits between {@base} and {head}"));
        var pull = (JsonObject)JsonNode.Parse(described.Example("pull-request").GetRawText())!;
        var number = pulls.Count + 1;
        pull["number"] = number;
        pull["html_url"] = $"https://git.example/{FakeGitHub.Owner}/{FakeGitHub.Name}/pull/{number}";
        (pull["title"], pull["body"], pull["draft"], pull["state"]) = (
            (string)json["title"]!,
            (string?)json["body"],
            (bool?)json["draft"] ?? false,
            "open"
        );
        (pull["merged_at"], pull["merged"], pull["closed_at"]) = (null, false, null);
        (pull["head"]!["ref"], pull["base"]!["ref"]) = (head, @base);
        (pull["labels"], pull["requested_reviewers"], pull["requested_teams"]) = (new JsonArray(), new JsonArray(), new JsonArray());
        pulls.Add(pull);
        return (201, pull.DeepClone());
    }

    private (int Status, JsonNode Document) Update(JsonObject pull, JsonNode json)
    {
        if (json["base"] is { } @base)
        {
            if (tip((string)@base!) is null)
                return Invalid(("base", "invalid", null));
            pull["base"]!["ref"] = (string)@base!;
        }

        foreach (var name in (string[])["title", "body"])
        {
            if (json[name] is { } value)
                pull[name] = (string)value!;
        }

        return (200, pull.DeepClone());
    }

    private (int Status, JsonNode Document) Label(JsonObject pull, JsonNode json)
    {
        var example = described.Example("label-items")[0].GetRawText();
        foreach (var name in json["labels"]!.AsArray())
        {
            var label = (JsonObject)JsonNode.Parse(example)!;
            label["name"] = (string)name!;
            pull["labels"]!.AsArray().Add(label);
        }

        return (200, pull["labels"]!.DeepClone());
    }

    private JsonArray Reviews(int number)
    {
        var reviews = new JsonArray();
        if (Reviewed.TryGetValue(number, out var login))
        {
            var review = JsonNode.Parse(described.Example("pull-request-review-items")[0].GetRawText())!;
            review["user"]!["login"] = login;
            reviews.Add(review);
        }

        return reviews;
    }

    private (int Status, JsonNode Document) Ask(JsonObject pull, JsonNode json)
    {
        var people = json["reviewers"]?.AsArray().Select(name => (string)name!).ToList() ?? [];
        if (people.Exists(Strangers.Contains))
            return (422, Message("Reviews may only be requested from collaborators."));
        foreach (var login in people)
        {
            var user = pull["user"]!.DeepClone();
            user["login"] = login;
            pull["requested_reviewers"]!.AsArray().Add(user);
        }

        foreach (var slug in json["team_reviewers"]?.AsArray().Select(name => (string)name!) ?? [])
            pull["requested_teams"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["id"] = 1,
                        ["slug"] = slug,
                        ["name"] = slug,
                    }
                );
        return (201, pull.DeepClone());
    }

    private static (int Status, JsonNode Document) Invalid((string? Field, string Code, string? Message) error) =>
        (
            422,
            new JsonObject
            {
                ["message"] = "Validation Failed",
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["resource"] = "PullRequest",
                        ["code"] = error.Code,
                        ["field"] = error.Field,
                        ["message"] = error.Message,
                    }
                ),
                ["documentation_url"] = "https://docs.github.com/rest/pulls/pulls",
            }
        );

    private static JsonObject Message(string text) => new() { ["message"] = text, ["documentation_url"] = "https://docs.github.com/rest" };
}
