using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Tests.Papers;

/// <summary>docs/errors.md is made from the one list of codes, msbuild/Shared/Codes.cs: its summaries say what each means and what to
/// do.</summary>
public partial class ErrorsPageTests
{
    private const int Width = 140;

    private static readonly string Root = Assembly
        .GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    private static readonly IReadOnlyList<Entry> Entries = [.. Read()];

    [Fact]
    public void Each_code_says_what_it_means() => Assert.All(Entries, entry => Assert.EndsWith(".", entry.Meaning));

    [Fact]
    public void No_code_means_two_things() => Assert.Distinct(Entries.Select(entry => entry.Code));

    [Fact]
    public void The_page_is_made_from_the_list()
    {
        var page = Path.Combine(Root, "docs", "errors.md");
        var made = Path.Combine(Root, "artifacts", "errors.md");
        var expected = Render();
        if (File.Exists(page) && File.ReadAllText(page) == expected)
            return;
        File.WriteAllText(made, expected);
        Assert.Fail("docs/errors.md is not what Codes.cs says. Take the one that was made now: cp artifacts/errors.md docs/errors.md");
    }

    private static string Render()
    {
        var text = new StringBuilder(
            """
            # Codes

            Every message that asks for something has a code, which keeps its meaning. This page is made from
            [Codes.cs](../msbuild/Shared/Codes.cs).

            """
        );
        foreach (var group in Entries.GroupBy(entry => entry.Group))
        {
            text.Append($"\n## {group.Key}\n");
            foreach (var entry in group.OrderBy(entry => entry.Code, StringComparer.Ordinal))
                text.Append($"\n### {entry.Code}\n\n{Wrap(entry.Meaning)}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Entry> Read()
    {
        var source = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Root, "msbuild", "Shared", "Codes.cs")));
        var group = "";
        foreach (var field in source.GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            var trivia = field.GetLeadingTrivia();
            foreach (var comment in trivia.Where(comment => comment.IsKind(SyntaxKind.SingleLineCommentTrivia)))
                group = comment.ToString().TrimStart('/', ' ').Split(':')[0].TrimEnd('.');
            var code = ((LiteralExpressionSyntax)field.Declaration.Variables[0].Initializer!.Value).Token.ValueText;
            yield return new Entry(group, code, Meaning(string.Concat(trivia.Select(part => part.ToFullString()))));
        }
    }

    // <c>git restore</c> is code in Markdown too.
    private static string Meaning(string trivia)
    {
        var lines = trivia
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line[3..]);
        var summary = XElement.Parse($"<doc>{string.Join(' ', lines)}</doc>").Element("summary");
        var text = string.Concat((summary?.Nodes() ?? []).Select(node => node is XElement code ? $"`{code.Value}`" : node.ToString()));
        return Spaces().Replace(text, " ").Trim();
    }

    private static string Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > Width)
                lines.Add("");
            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private sealed record Entry(string Group, string Code, string Meaning);
}
