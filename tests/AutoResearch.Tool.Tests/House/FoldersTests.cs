using System.Text.RegularExpressions;
using AutoResearch.Tests.Papers;

namespace AutoResearch.Tests.House;

/// <summary>A newcomer finds a type by its name: the folder is the namespace.</summary>
public partial class FoldersTests
{
    private static readonly string Tool = Path.Combine(PagesTests.Root, "tool");

    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(Tool, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Tool, file))
                .Where(file => file != "Program.cs"),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_lies_in_the_folder_of_its_namespace(string file)
    {
        var space = Space().Match(File.ReadAllText(Path.Combine(Tool, file))).Groups[1].Value;
        Assert.Equal("AutoResearch." + Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.'), space);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();
}
