using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Language;

/// <summary>
/// How much data a file may hold in its source. Settings, shapes and the knowledge of an alphabet fit; weights that were
/// trained elsewhere, or the text that the model is scored on, do not.
/// </summary>
internal sealed class LiteralBudget(string file, List<SourceViolation> found)
{
    /// <summary>Characters of text and numbers, in all.</summary>
    public const int Limit = 8192;

    // A longer name says more than a name has to.
    private const int LongName = 48;

    public void Check(SyntaxNode root)
    {
        var held = 0L;
        foreach (var token in root.DescendantTokens())
        {
            held += Weight(token);
            if (held <= Limit)
                continue;
            found.Add(new SourceViolation(token.GetLocation(), BoundaryMessages.Literals(file, Limit)));
            return;
        }
    }

    private static int Weight(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken or SyntaxKind.CharacterLiteralToken => 1,
        SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword when token.Parent?.Parent is not ArgumentSyntax => 1,
        SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken
            or SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken => token.ValueText.Length,
        SyntaxKind.IdentifierToken when IsReadable(token) || token.ValueText.Length > LongName => token.ValueText.Length,
        _ => 0,
    };

    // Names that a program can read back: of enum members, in nameof, and of types.
    private static bool IsReadable(SyntaxToken token) => token.Parent switch
    {
        EnumMemberDeclarationSyntax or BaseTypeDeclarationSyntax => true,
        IdentifierNameSyntax name => name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()?.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        _ => false,
    };
}
