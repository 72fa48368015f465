using AutoResearch.Tests.Papers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Tests.House;

/// <summary>
/// Lines of code are at most as wide as .editorconfig says. In tests, what stands between three quotation marks is data (a program's
/// output, a candidate's source) and keeps its lines, and so do the programs that candidates of all kinds might hand in.
/// </summary>
public class WidthTests
{
    private const int MostColumns = 140;

    private static readonly string[] Candidates = ["Cheats", "Honest", "Samples"];

    public static TheoryData<string> Projects => ["tool", "msbuild", "template", "tests"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_line_is_too_wide(string project)
    {
        var folder = Path.Combine(PagesTests.Root, project);
        var files = Directory
            .GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Intersect(Candidates).Any())
            .ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => TooWide(file, dataIsFree: project == "tests").Select(line => $"{file}({line})")));
    }

    private static IEnumerable<int> TooWide(string file, bool dataIsFree)
    {
        var lines = File.ReadAllLines(file);
        var wide = Enumerable.Range(0, lines.Length).Where(line => lines[line].Length > MostColumns).ToList();
        if (wide.Count == 0 || !dataIsFree)
            return wide.Select(line => line + 1);
        var data = CSharpSyntaxTree
            .ParseText(File.ReadAllText(file))
            .GetRoot()
            .DescendantTokens()
            .Where(token =>
                token.Text.Contains("\"\"\"", StringComparison.Ordinal)
                || (token.Parent?.IsKind(SyntaxKind.InterpolatedStringText) ?? false)
            )
            .Select(token => token.GetLocation().GetLineSpan())
            .SelectMany(span => Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1))
            .ToHashSet();
        return wide.Where(line => !data.Contains(line)).Select(line => line + 1);
    }
}
