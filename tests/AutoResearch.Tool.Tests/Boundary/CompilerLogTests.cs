using System.Text;
using System.Text.Json;
using AutoResearch.Boundary;

namespace AutoResearch.Tests.Boundary;

public sealed class CompilerLogTests
{
    [Fact]
    public void A_suppressed_rule_of_ours_is_a_violation() =>
        Assert.Equal(
            "Train.cs(5,9): error AR0003: Train.cs suppresses AR0004 (System.IO.File is outside what Train.cs may use). Take the "
                + "suppression out and do what the message says.",
            Assert.Single(Read(Result("AR0004", """, "suppressions": [{ "kind": "inSource" }]"""))).ToString()
        );

    [Fact]
    public void A_reported_rule_is_the_compilers_affair() => Assert.Empty(Read(Result("AR0004", "")));

    [Fact]
    public void A_result_with_an_empty_list_of_suppressions_is_not_suppressed() =>
        Assert.Empty(Read(Result("AR0004", """, "suppressions": []""")));

    [Fact]
    public void Suppressing_a_warning_of_the_compiler_is_fine() =>
        Assert.Empty(Read(Result("CS0219", """, "suppressions": [{ "kind": "inSource" }]""")));

    [Fact]
    public void A_result_without_a_place_is_a_violation_of_the_project() =>
        Assert.StartsWith(
            "error AR0003: The project suppresses AR0002",
            Assert
                .Single(Read("""{ "ruleId": "AR0002", "message": { "text": "x" }, "suppressions": [{ "kind": "external" }] }"""))
                .ToString()
        );

    [Fact]
    public void A_log_that_is_cut_off_is_no_log() =>
        Assert.ThrowsAny<JsonException>(() => CompilerLog.Suppressed(new MemoryStream(Encoding.UTF8.GetBytes("""{ "runs": [""")), "/slot"));

    private static string Result(string rule, string suppressions) =>
        $$"""
            { "ruleId": "{{rule}}", "level": "error", "message": { "text": "System.IO.File is outside what Train.cs may use" },
              "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///slot/Train.cs" }, "region": { "startLine": 5, "startColumn": 9 } } }]{{suppressions}} }
            """;

    private static IReadOnlyList<Violation> Read(string result) =>
        CompilerLog.Suppressed(
            new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "version": "2.1.0", "runs": [{ "results": [{{result}}] }] }""")),
            "/slot"
        );
}
