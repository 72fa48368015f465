using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Memory;

/// <summary>What a C# file offers to another one: the signatures of its public members, without their bodies.</summary>
internal static class PublicSurface
{
    /// <summary>One line for each public type and each of its public members, the members indented, each with the first line of its
    /// comment.</summary>
    public static IReadOnlyList<string> Of(string source)
    {
        var types = CSharpSyntaxTree
            .ParseText(source)
            .GetRoot()
            .DescendantNodes(node => node is not TypeDeclarationSyntax type || IsPublic(type))
            .OfType<BaseTypeDeclarationSyntax>();
        return [.. types.Where(IsPublic).SelectMany(Lines)];
    }

    private static IEnumerable<string> Lines(BaseTypeDeclarationSyntax type) =>
        [
            OneLine(
                type is TypeDeclarationSyntax declared
                    ? $"{declared.Modifiers} {declared.Keyword} "
                        + $"{declared.Identifier}{declared.TypeParameterList}{declared.ParameterList} {declared.BaseList}"
                    : $"{type.Modifiers} enum {type.Identifier}"
            ) + Comment(type),
            .. (type as TypeDeclarationSyntax)
                ?.Members.Where(IsOffered)
                .Select(member => $"    {OneLine(Signature(member))}{Comment(member)}")
                ?? [],
            .. (type as EnumDeclarationSyntax)?.Members.Select(member => $"    {OneLine(member.ToString())}{Comment(member)}") ?? [],
        ];

    private static string Signature(MemberDeclarationSyntax member) =>
        member.WithAttributeLists([]) switch
        {
            BaseMethodDeclarationSyntax method => method.WithBody(null).WithExpressionBody(null).ToString(),
            PropertyDeclarationSyntax property => $"{property.Modifiers} {property.Type} {property.Identifier}",
            IndexerDeclarationSyntax indexer => $"{indexer.Modifiers} {indexer.Type} this{indexer.ParameterList}",
            FieldDeclarationSyntax field => field.ToString(),
            var other => other.ToString(),
        };

    // The first line of a summary, or of another comment that stands right above.
    private static string Comment(SyntaxNode node)
    {
        var above = node.GetLeadingTrivia()
            .ToFullString()
            .Split('\n')
            .Select(line => line.Trim())
            .Reverse()
            .SkipWhile(line => line.Length == 0)
            .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))
            .Reverse();
        var lines = above.Select(line => line.TrimStart('/').Replace("<summary>", "").Replace("</summary>", "").Trim());
        return lines.FirstOrDefault(line => line.Length > 0 && !line.StartsWith('<')) is { } comment ? $"  // {comment}" : "";
    }

    // An override is left out: those who use it call the base.
    private static bool IsOffered(MemberDeclarationSyntax member) =>
        member is not BaseTypeDeclarationSyntax && IsPublic(member) && !member.Modifiers.Any(SyntaxKind.OverrideKeyword);

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Parent is InterfaceDeclarationSyntax;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries));
}
