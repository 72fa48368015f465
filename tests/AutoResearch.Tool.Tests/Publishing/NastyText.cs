using CsCheck;

namespace AutoResearch.Tests.Publishing;

/// <summary>What a proposer may write.</summary>
internal static class NastyText
{
    /// <summary>Each is live on GitHub where nothing is done about it.</summary>
    public static readonly string[] Samples =
    [
        "@octocat", "@github/security-team", "ada@example.com", "#12", "Fixes #1", "closes octo-org/octo-repo#100", "GH-26", "gh-7", "GHSA-8hq2-fcqm-39hq", "CVE-2021-44228",
        "https://example.com/a?b=c", "http://x.y", "www.example.com", "ftp://a.b", "mailto:ada@example.com", "<https://example.com>", "[a](https://b.c)", "[a](javascript:alert(1))",
        "![x](https://b.c/d.png)", "[![x](a)](b)", "[ref]: https://b.c", "[^1]", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<!-- -->", "<details>", "</details>", "&lt;b&gt;",
        "&#64;octocat", "&commat;octocat", "\\@octocat", "\\", "`code`", "``", "```", "````\nmermaid", "~~~", "- [ ] task", "- [x] done", "1. one", "12) two", "+ plus", "# heading", "=====", "---", "***bold***",
        "__under__", "_a_b_", "~~gone~~", "| a | b |", "|---|---|", "$x^2$", "$$\nx\n$$", ":tada:", ":+1:", "> quote", "> [!WARNING]", "    indented", "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
        "deadbeef", "1234567", "[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "***NO_CI***", "skip-checks: true", "Co-authored-by: A <a@b.c>", "/approve", "\r\nfirst", "\u2028line", "@\u200Boctocat",
        "#\u200D12", "\u202Ereversed", "tab\there", "  two spaces", "ends with \\", "%%{init: {}}%%", "\"quoted\"", "end\"\n  line [1]", "ok", "ü ß 漢字", "\ud83c\udf89", "\ud800",
    ];

    /// <summary>Some of them, with drawn text between and no space where none is drawn.</summary>
    public static readonly Gen<string> Any =
        Gen.OneOf(Gen.Int[0, Samples.Length - 1].Select(index => Samples[index]), Gen.Const(" "), Gen.Const("a"), Gen.Const("1."), Gen.String[Gen.Char[' ', '~'], 0, 12], Gen.String[0, 6]).Array[1, 8].Select(string.Concat);
}
