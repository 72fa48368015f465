using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AutoResearch.Tests.Publishing;

/// <summary>The template's workflows: untrusted code never meets a secret.</summary>
public sealed partial class WorkflowTests : IDisposable
{
    private static readonly string Folder = Path.Combine(
        typeof(WorkflowTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "template",
        "content",
        "autoresearch",
        ".github",
        "workflows"
    );

    private readonly string scratch = Directory.CreateTempSubdirectory("autoresearch-workflow-").FullName;

    public static TheoryData<string> All => ["autoresearch.yml", "autoresearch-comment.yml"];

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [MemberData(nameof(All))]
    public void No_workflow_runs_with_the_rights_of_the_target(string name)
    {
        Assert.DoesNotContain("pull_request_target", Text(name), StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", Text(name), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Only_GitHub_s_own_actions_are_used(string name) =>
        Assert.All(Steps(name).Select(step => Value(step, "uses")).OfType<string>(), uses => Assert.Matches(OwnAction(), uses));

    [Theory]
    [MemberData(nameof(All))]
    public void No_expression_is_put_into_a_script(string name) =>
        Assert.All(Steps(name).Select(step => Value(step, "run")).OfType<string>(), script =>
            Assert.DoesNotContain("${{", script, StringComparison.Ordinal)
        );

    [Fact]
    public void What_runs_the_pull_request_s_code_may_only_read()
    {
        var workflow = Load("autoresearch.yml");
        Assert.Equal(["pull_request"], Keys((YamlMappingNode)workflow["on"]));
        var permissions = Assert.Single((YamlMappingNode)workflow["permissions"]);
        Assert.Equal(("contents", "read"), (permissions.Key.ToString(), permissions.Value.ToString()));
        Assert.DoesNotContain("permissions", Keys(Job("autoresearch.yml")));
        Assert.DoesNotContain("token", Text("autoresearch.yml").Replace("the token can only read", ""), StringComparison.OrdinalIgnoreCase);
        var checkout = Steps("autoresearch.yml")
            .Single(step => Value(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true);
        Assert.Equal("false", ((YamlMappingNode)checkout["with"])["persist-credentials"].ToString());
    }

    [Fact]
    public void What_may_comment_runs_nothing_of_the_pull_request()
    {
        var workflow = Load("autoresearch-comment.yml");
        Assert.Equal(["workflow_run"], Keys((YamlMappingNode)workflow["on"]));
        Assert.Empty((YamlMappingNode)workflow["permissions"]);
        Assert.Equal(
            ["actions: read", "pull-requests: write"],
            ((YamlMappingNode)Job("autoresearch-comment.yml")["permissions"]).Select(pair => $"{pair.Key}: {pair.Value}")
        );
        Assert.DoesNotContain("actions/checkout", Text("autoresearch-comment.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "dotnet ",
            Steps("autoresearch-comment.yml").Select(step => Value(step, "run")).OfType<string>().Single(),
            StringComparison.Ordinal
        );
        // The one follows the other by its name.
        Assert.Equal(
            Load("autoresearch.yml")["name"].ToString(),
            Assert.Single((YamlSequenceNode)((YamlMappingNode)((YamlMappingNode)workflow["on"])["workflow_run"])["workflows"]).ToString()
        );
    }

    [Fact]
    public void A_report_is_shown_as_code_whatever_it_holds()
    {
        var report = "build: success\n```\n@octocat fixes #1\n\n</details><img src=x>\n\u001b[31mred\r\n# heading";
        var comment = Comment(report, existing: "");

        Assert.Equal("POST repos/ada/research/issues/7/comments", comment.Call);
        Assert.Equal(["html <!-- autoresearch:verify -->", "link https://run.invalid/1"], GitHubMarkdown.Live(comment.Body).Order());
        Assert.Contains("\n    @octocat fixes #1\n", comment.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', comment.Body);
    }

    [Fact]
    public void A_comment_that_is_there_is_brought_up_to_date() =>
        Assert.Equal("PATCH repos/ada/research/issues/comments/4711", Comment("build: success", existing: "4711").Call);

    [Fact]
    public void A_pull_request_that_moved_on_gets_no_comment() =>
        Assert.Equal("", Comment("build: success", existing: "", number: "").Call);

    // Runs the script with a gh that writes down what it is asked.
    private (string Call, string Body) Comment(string report, string existing, string number = "7")
    {
        Directory.CreateDirectory(Path.Combine(scratch, "report"));
        File.WriteAllText(Path.Combine(scratch, "report", "report.txt"), report);
        var gh = $$"""
            gh() {
                case "$*" in
                    *state=open*) echo "{{number}}" ;;
                    *--paginate*) echo "{{existing}}" ;;
                    *) echo "$3 $4" > call.txt ;;
                esac
            }

            """;
        var script = Steps("autoresearch-comment.yml").Select(step => Value(step, "run")).OfType<string>().Single();
        var start = new ProcessStartInfo("bash", ["-eo", "pipefail", "-c", gh + script]) { WorkingDirectory = scratch };
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("REPOSITORY", "ada/research"),
                    ("HEAD", "ada:idea"),
                    ("HEAD_SHA", "the-commit"),
                    ("CONCLUSION", "success"),
                    ("RUN_URL", "https://run.invalid/1"),
                ]
        )
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        var call = Path.Combine(scratch, "call.txt");
        var body = Path.Combine(scratch, "comment.md");
        return (File.Exists(call) ? File.ReadAllText(call).Trim() : "", File.Exists(body) ? File.ReadAllText(body) : "");
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static YamlMappingNode Load(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text(name)));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static YamlMappingNode Job(string name) => (YamlMappingNode)Assert.Single((YamlMappingNode)Load(name)["jobs"]).Value;

    private static IEnumerable<YamlMappingNode> Steps(string name) => ((YamlSequenceNode)Job(name)["steps"]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(key => key.ToString());

    private static string? Value(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    [GeneratedRegex(@"^actions/(?:checkout|setup-dotnet|upload-artifact|download-artifact)@v[0-9]+\z")]
    private static partial Regex OwnAction();
}
