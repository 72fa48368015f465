using System.Reflection;
using System.Text.RegularExpressions;

namespace AutoResearch.Tests.Papers;

/// <summary>What people read first: short enough to be read to its end, and without a link that leads nowhere.</summary>
public partial class PagesTests
{
    private const int MostLines = 150;
    private const int MostColumns = 140;

    internal static readonly string Root = Assembly
        .GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    public static TheoryData<string> Pages =>
        [
            .. Directory
                .GetFiles(Root, "*.md")
                .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"))
                .Select(page => Path.GetRelativePath(Root, page)),
        ];

    [Fact]
    public void The_readme_is_read_to_its_end() => Assert.InRange(File.ReadAllLines(Path.Combine(Root, "README.md")).Length, 1, MostLines);

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_line_is_too_wide(string page) =>
        Assert.All(File.ReadAllLines(Path.Combine(Root, page)), line => Assert.InRange(line.Length, 0, MostColumns));

    [Theory]
    [InlineData("tool")]
    [InlineData("msbuild")]
    [InlineData("template")]
    public void No_line_of_a_package_s_pages_is_too_wide(string folder) =>
        Assert.All(Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories), page =>
            Assert.All(File.ReadAllLines(page).Where(CanBeBroken), line => Assert.InRange(line.Length, 0, MostColumns))
        );

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_there(string page) =>
        Assert.All(Link().Matches(File.ReadAllText(Path.Combine(Root, page))), link =>
        {
            var target = Path.Combine(Path.GetDirectoryName(Path.Combine(Root, page))!, link.Groups[1].Value);
            Assert.True(File.Exists(target), $"{page} links to {link.Groups[1].Value}");
        });

    [Fact]
    public void The_readme_leads_to_every_page()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.All(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"), page =>
            Assert.Contains($"(docs/{Path.GetFileName(page)})", readme, StringComparison.Ordinal)
        );
    }

    // A row of a table is one line in Markdown, and a value in a page's front matter, too.
    private static bool CanBeBroken(string line) =>
        line.Length > 0 && line[0] != '|' && !line.StartsWith("description: ", StringComparison.Ordinal);

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
