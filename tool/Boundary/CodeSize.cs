using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Boundary;

/// <summary>How long code is: in tokens of C#, so that comments, white space and long names cost nothing.</summary>
internal static class CodeSize
{
    /// <summary>Tokens of a source text. Parsed and not only split: code inside an interpolated string is code.</summary>
    public static int Of(string source) =>
        CSharpSyntaxTree
            .ParseText(source)
            .GetRoot()
            .DescendantTokens()
            .Count(token => !token.IsMissing && !token.IsKind(SyntaxKind.EndOfFileToken));

    /// <summary>Tokens of files in a folder, together; a file that is not there has none.</summary>
    public static int OfFiles(string folder, IEnumerable<string> files) =>
        files.Select(file => Path.Combine(folder, file)).Where(File.Exists).Sum(path => Of(File.ReadAllText(path)));
}
